package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.contract.CommandHeader;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.log.Head;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.ScrubReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kedge ledger inspect`: what is in a ledger, read beside whoever writes it.
@Command(name = "inspect", mixinStandardHelpOptions = true)
final class LedgerInspect extends Asking {
  private static final int SHOWN = 40;
  private static final int ID_DIGITS = 16;

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "option.data")
  private Path data = Path.of("");

  @Option(names = "--all", descriptionKey = "ledger.all")
  private boolean all;

  /// One ordered command.
  private record Row(
      String id, String type, String by, String result, long height, long leaf, long time) {}

  /// The whole ledger, as far as it is durable.
  ///
  /// @param first the first block whose payloads are here
  private record Found(
      String ledger,
      Head head,
      Optional<BlockHeader> last,
      long first,
      List<Row> rows,
      Optional<ScrubReport> scrub) {
    long height() {
      return last.map(BlockHeader::number).orElse(0L);
    }

    long stateHeight() {
      return last.map(BlockHeader::stateHeight).orElse(0L);
    }

    /// Before the first block no header states a root.
    String stateRoot() {
      return last.map(header -> header.stateRoot().hex()).orElse("");
    }
  }

  @Override
  int answer(Terminal terminal) {
    if (!Files.isDirectory(data)) {
      throw Failure.malformed(terminal.words().say("ledger.none", data));
    }
    try {
      Found found = read(terminal);
      table(terminal, found);
      document(terminal, found);
      return ExitCode.YES;
    } catch (LogFault fault) {
      throw Failure.no(terminal.words().say("ledger.faulty", fault.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Found read(Terminal terminal) throws IOException {
    RealDisk disk = RealDisk.at(data);
    Digest id =
        LedgerLog.ledgerIdIn(disk)
            .orElseThrow(() -> Failure.malformed(terminal.words().say("ledger.none", data)));
    try (LedgerLog log =
        LedgerLog.openForReading(
            disk, id, LedgerLog.Reading.BESIDE_A_WRITER, LogConfig.Depth.TAIL)) {
      var blocks = new BlockLog(log);
      var rows = new ArrayList<Row>();
      long first = blocks.firstWhole();
      blocks.forEach(first, blocks.height(), block -> add(rows, block));
      Optional<BlockHeader> last =
          blocks.height() == 0 ? Optional.empty() : Optional.of(blocks.header(blocks.height()));
      return new Found(
          id.hex(), log.head(), last, first, List.copyOf(rows), ScrubReport.find(disk));
    }
  }

  private static void add(List<Row> rows, Block block) {
    for (int i = 0; i < block.entries().size(); i++) {
      Leaf leaf = block.entries().get(i).leaf();
      String type = "–";
      String by = "–";
      try {
        CommandHeader header = CommandHeader.read(Fields.of("", Json.read(leaf.payload())));
        type = header.type().name();
        by = header.by().value();
      } catch (MalformedException e) {
        // A hostile proposer may order any bytes; they are shown without type and sender.
      }
      rows.add(
          new Row(
              leaf.commandId().hex(),
              type,
              by,
              leaf.code(),
              block.number(),
              block.header().firstLeaf() + i,
              block.header().time().millis()));
    }
  }

  private void table(Terminal terminal, Found found) {
    Words words = terminal.words();
    terminal.say(
        "ledger.head",
        found.ledger(),
        found.height(),
        found.head().treeSize(),
        found.head().root().hex());
    terminal.say("ledger.state", found.stateRoot(), found.stateHeight());
    scrub(terminal, found.scrub());
    terminal.line("");
    List<Row> rows = found.rows();
    int hidden = all ? 0 : Math.max(0, rows.size() - SHOWN);
    var table =
        new TextTable(
            List.of(
                words.say("ledger.block"),
                words.say("ledger.leaf"),
                words.say("ledger.time"),
                words.say("ledger.command"),
                words.say("ledger.type"),
                words.say("ledger.by"),
                words.say("ledger.result")),
            0,
            1);
    for (Row row : rows.subList(hidden, rows.size())) {
      table.row(
          List.of(
              Long.toString(row.height()),
              Long.toString(row.leaf()),
              Instant.ofEpochMilli(row.time()).toString(),
              row.id().substring(0, ID_DIGITS) + "…",
              row.type(),
              row.by(),
              row.result()));
    }
    terminal.table(table);
    if (hidden > 0) {
      terminal.say("ledger.hidden", hidden);
    }
    if (found.first() > 1) {
      terminal.say("ledger.not-here", found.first());
    }
  }

  /// What the node's background reading found last.
  private static void scrub(Terminal terminal, Optional<ScrubReport> last) {
    if (last.isEmpty()) {
      terminal.say("ledger.scrub-none");
      return;
    }
    ScrubReport report = last.get();
    terminal.say(
        "ledger.scrub",
        Instant.ofEpochMilli(report.finishedMillis()).toString(),
        report.treeSize(),
        report.faults().size());
    report.faults().forEach(fault -> terminal.line("  " + fault));
  }

  private static void scrub(JsonGenerator out, ScrubReport report) throws IOException {
    out.writeObjectFieldStart("scrub");
    out.writeNumberField("finished", report.finishedMillis());
    out.writeNumberField("treeSize", report.treeSize());
    out.writeNumberField("bytes", report.bytes());
    out.writeArrayFieldStart("faults");
    for (ScrubReport.Fault fault : report.faults()) {
      out.writeStartObject();
      out.writeStringField("file", fault.file());
      out.writeStringField("what", fault.what());
      out.writeStringField("repair", fault.repair());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void document(Terminal terminal, Found found) {
    terminal.document(
        out -> {
          out.writeStartObject();
          out.writeStringField("ledger", found.ledger());
          out.writeNumberField("blockHeight", found.height());
          out.writeNumberField("treeSize", found.head().treeSize());
          out.writeStringField("treeRoot", found.head().root().hex());
          out.writeStringField("stateRoot", found.stateRoot());
          out.writeNumberField("stateHeight", found.stateHeight());
          out.writeNumberField("firstWhole", found.first());
          if (found.scrub().isPresent()) {
            scrub(out, found.scrub().get());
          }
          out.writeArrayFieldStart("commands");
          for (Row row : found.rows()) {
            out.writeStartObject();
            out.writeStringField("id", row.id());
            out.writeStringField("type", row.type());
            out.writeStringField("by", row.by());
            out.writeStringField("result", row.result());
            out.writeNumberField("height", row.height());
            out.writeNumberField("leafIndex", row.leaf());
            out.writeNumberField("time", row.time());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
