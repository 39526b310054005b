package io.kedge.bench;

import io.kedge.ledger.crypto.CryptoProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures whether a transfer costs more in a large ledger: the same transfers, of notes drawn at
/// random from all there are, on ledgers of different sizes, in interleaved rounds of one run.
public final class ScaleBench {
  /// How much is done.
  ///
  /// @param notes unspent notes of each ledger, the smallest first
  /// @param parties wallets they are spread over
  /// @param clients how many send at once
  /// @param transfers of each ledger in a round
  public record Size(List<Integer> notes, int parties, int clients, int transfers) {
    private static final List<Integer> STEPS = List.of(10_000, 100_000, 1_000_000, 10_000_000);

    /// Copies the list.
    public Size {
      notes = List.copyOf(notes);
    }

    /// As little as shows that all of it works.
    public static final Size SMALL = new Size(List.of(1_000, 3_000), 64, 16, 600);

    /// The smallest size there is.
    public static final int NOTES_MIN = STEPS.getFirst();

    /// Ten thousand notes and ten times as many, up to a number.
    ///
    /// @param notesMax from [#NOTES_MIN]
    public static Size upTo(int notesMax) {
      return new Size(STEPS.stream().filter(n -> n <= notesMax).toList(), 1_024, 256, 20_480);
    }
  }

  private ScaleBench() {}

  /// Runs the rounds in a fresh folder below the given one, which is removed afterwards.
  ///
  /// @param rounds how many rounds count, 1 or more
  /// @param progress is told of every step
  public static ScaleReport run(Path parent, int rounds, Size size, Consumer<String> progress)
      throws Exception {
    double load = Machine.load();
    Files.createDirectories(parent);
    Path folder = Files.createTempDirectory(parent, "scale-");
    try {
      warmUp(folder.resolve("warm-up"), size, progress);
      var rows = measure(folder, rounds, size, progress);
      return new ScaleReport(
          Machine.description(), CryptoProviders.chosen().name(), load, rounds, rows);
    } finally {
      DiskUse.remove(folder);
    }
  }

  private static void warmUp(Path folder, Size size, Consumer<String> progress) throws Exception {
    try (BenchLedger ledger = BenchLedger.found(folder, size.parties())) {
      var work = new TransferWorkload(ledger, size.clients(), size.transfers() / size.clients());
      (size.equals(Size.SMALL) ? WarmUp.SMALL : WarmUp.STANDARD).run(work, progress);
    }
    DiskUse.remove(folder);
  }

  private static List<ScaleReport.ScaleRow> measure(
      Path folder, int rounds, Size size, Consumer<String> progress) throws Exception {
    var open = new ArrayList<ScaleLedger>();
    try {
      for (int notes : size.notes()) {
        progress.accept("building %,d notes".formatted(notes));
        Path own = folder.resolve(Integer.toString(notes));
        open.add(ScaleLedger.build(own, size.parties(), notes, progress));
      }
      for (int round = 0; round <= rounds; round++) {
        for (ScaleLedger ledger : open) {
          double rate = ledger.run(size.transfers(), size.clients(), round > 0);
          String name = round == 0 ? "warm-up" : "round " + round;
          progress.accept("%s %,d notes: %,.0f/s".formatted(name, ledger.notes(), rate));
        }
      }
      double smallest = open.getFirst().cpuMicrosPerItem();
      var rows = new ArrayList<ScaleReport.ScaleRow>();
      while (!open.isEmpty()) {
        ScaleLedger ledger = open.removeFirst();
        progress.accept("opening %,d notes again".formatted(ledger.notes()));
        rows.add(ledger.finish(smallest));
      }
      return rows;
    } finally {
      for (ScaleLedger ledger : open) {
        ledger.abandon();
      }
    }
  }
}
