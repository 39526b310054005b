package io.kedge.bench;

import java.util.List;

/// The ledger beside databases, in the same rounds.
///
/// @param machine processor, cores, memory, Java
/// @param provider which library verified the signatures
/// @param load load average of the machine in the minute before
/// @param rounds how many rounds the medians are of
/// @param rows the ceiling first, then each target with each number of clients
public record PeersReport(
    String machine, String provider, double load, int rounds, List<PeerRow> rows) {
  /// Copies the rows.
  public PeersReport {
    rows = List.copyOf(rows);
  }

  /// One target with one number of clients.
  ///
  /// @param row its figures
  /// @param ledgerToThis rate of the ledger over the rate here, with as many clients: the median of
  ///     the ratios round by round; 0 in the row of the ceiling
  public record PeerRow(Row row, double ledgerToThis) {}
}
