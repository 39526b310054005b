package io.kedge.bench;

import java.util.List;

/// The same transfers on ledgers of different sizes, in the same rounds.
///
/// @param machine processor, cores, memory, Java
/// @param provider which library verified the signatures
/// @param load load average of the machine in the minute before
/// @param rounds how many rounds were measured
/// @param rows one for each size, the smallest first
public record ScaleReport(
    String machine, String provider, double load, int rounds, List<ScaleRow> rows) {
  /// Copies the rows.
  public ScaleReport {
    rows = List.copyOf(rows);
  }

  /// A ledger of one size.
  ///
  /// @param notes unspent notes, the same before and after each round but for a few
  /// @param perSecond transfers per second, the median over the rounds
  /// @param p99Millis 99 of 100 transfers took at most this long
  /// @param cpuMicrosPerItem processor time of the whole process for one transfer, in microseconds:
  ///     of all rounds together, since storing the state falls into some of them only
  /// @param cpuToSmallest the same over that of the smallest ledger
  /// @param buildSeconds how long entering the notes took
  /// @param logBytes bytes of the log
  /// @param stateBytes bytes of the stored state
  /// @param openMillis how long opening took after an orderly end
  /// @param snapshotMillis how long opening took from the newest snapshot, the state being lost
  /// @param budget where the processor time of a transfer went; empty where the system does not
  ///     count it by thread
  public record ScaleRow(
      long notes,
      double perSecond,
      double p99Millis,
      double cpuMicrosPerItem,
      double cpuToSmallest,
      double buildSeconds,
      long logBytes,
      long stateBytes,
      double openMillis,
      double snapshotMillis,
      List<BudgetLine> budget) {
    /// Copies the list.
    public ScaleRow {
      budget = List.copyOf(budget);
    }
  }
}
