package io.kedge.bench;

import java.util.List;

/// A finished measurement.
///
/// @param machine processor, cores, memory, Java
/// @param provider which library verified the signatures
/// @param load load average of the machine in the minute before
/// @param rounds how many rounds the medians are of
/// @param rows one per workload
/// @param budget where the processor time of a transfer of 256 clients goes; empty where the system
///     does not count it by thread
/// @param replayToLeader rate of a follower over that of the ledger with 256 clients, in the same
///     rounds
public record BenchReport(
    String machine,
    String provider,
    double load,
    int rounds,
    List<Row> rows,
    List<BudgetLine> budget,
    double replayToLeader) {
  /// Copies the lists.
  public BenchReport {
    rows = List.copyOf(rows);
    budget = List.copyOf(budget);
  }
}
