package io.kedge.server.money.bank;

import io.kedge.server.money.iso.BankEntry;
import io.kedge.server.money.iso.BankMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sandbox bank's book: one line for each entry and each day that was closed, forced to disk
/// before anything is told. Fields are separated by tabs, which no field contains.
final class SandboxBook {
  private static final String ENTRY = "entry";
  private static final String CLOSED = "closed";
  private static final int FIELDS = 13;

  private final Path file;
  private final List<BankEntry> entries = new ArrayList<>();
  private final List<Close> closes = new ArrayList<>();

  private record Close(LocalDate day, int entriesBefore) {}

  SandboxBook(Path file) {
    this.file = file;
    if (Files.exists(file)) load();
  }

  List<BankEntry> entries() {
    return List.copyOf(entries);
  }

  Optional<BankEntry> find(String reference) {
    return entries.stream().filter(e -> e.reference().equals(reference)).findFirst();
  }

  void add(BankEntry entry) {
    append(
        String.join(
            "\t",
            ENTRY,
            entry.reference(),
            entry.credit() ? "C" : "D",
            Long.toString(entry.units()),
            entry.currency(),
            entry.bookedOn().orElseThrow().toString(),
            entry.reversal() ? "R" : "",
            entry.transactionCode(),
            entry.endToEnd(),
            entry.transaction(),
            plain(entry.counterparty()),
            plain(entry.counterpartyAccount()),
            plain(entry.remittance()),
            entry.returnReason()));
    entries.add(entry);
  }

  void closed(LocalDate day) {
    append(String.join("\t", CLOSED, day.toString()));
    closes.add(new Close(day, entries.size()));
  }

  /// What a statement says that closes now.
  BankMessage.DayStatement statement(SandboxBank.SandboxAccount account, LocalDate day) {
    return statement(account, closes.size(), day, entries.size());
  }

  /// The statement of the day that was closed last.
  Optional<BankMessage.DayStatement> lastStatement(SandboxBank.SandboxAccount account) {
    if (closes.isEmpty()) return Optional.empty();
    var last = closes.getLast();
    return Optional.of(statement(account, closes.size() - 1, last.day(), last.entriesBefore()));
  }

  private BankMessage.DayStatement statement(
      SandboxBank.SandboxAccount account, int index, LocalDate day, int until) {
    var from = index == 0 ? 0 : closes.get(index - 1).entriesBefore();
    return new BankMessage.DayStatement(
        "%s-S%05d".formatted(account.bank(), index + 1),
        Optional.of(index + 1L),
        account.number(),
        account.currency(),
        day,
        sum(0, from),
        sum(0, until),
        List.copyOf(entries.subList(from, until)));
  }

  private long sum(int from, int until) {
    return entries.subList(from, until).stream()
        .mapToLong(BankEntry::signedUnits)
        .reduce(0, Math::addExact);
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private void append(String line) {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      var buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) channel.write(buffer);
      channel.force(true);
    } catch (IOException e) {
      throw new BankException("cannot write " + file, e);
    }
  }

  /// Reads the book; a last line without an end was cut off by a crash and is dropped.
  private void load() {
    try {
      var text = Files.readString(file);
      var whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) Files.writeString(file, whole);
      whole.lines().forEach(this::load);
    } catch (IOException e) {
      throw new BankException("cannot read " + file, e);
    }
  }

  private void load(String line) {
    var field = line.split("\t", -1);
    if (field[0].equals(CLOSED)) {
      closes.add(new Close(LocalDate.parse(field[1]), entries.size()));
      return;
    }
    if (!field[0].equals(ENTRY) || field.length != FIELDS + 1) {
      throw new BankException("the sandbox bank's book is damaged: " + file);
    }
    var day = Optional.of(LocalDate.parse(field[5]));
    entries.add(
        new BankEntry(
            field[1],
            field[2].equals("C"),
            Long.parseLong(field[3]),
            field[4],
            BankEntry.Status.BOOKED,
            day,
            day,
            field[6].equals("R"),
            field[7],
            field[8],
            field[9],
            "",
            field[10],
            field[11],
            "",
            field[12],
            "",
            field[13]));
  }
}
