package io.kedge.bench;

import java.util.List;

/// A server beside the ledger inside it, in the same rounds.
///
/// @param machine processor, cores, memory, Java
/// @param provider which library verified the signatures
/// @param load load average of the machine in the minute before
/// @param rounds how many rounds the medians are of
/// @param rows the ledger without a server first, then the server, with each number of clients
/// @param streams how many clients were listening to the server's events meanwhile, at the end
/// @param visible how long after its acknowledgement a transfer came to a listener
public record ServerReport(
    String machine,
    String provider,
    double load,
    int rounds,
    List<ServerRow> rows,
    Streams streams,
    Visible visible) {
  /// Copies the rows.
  public ServerReport {
    rows = List.copyOf(rows);
  }

  /// One target with one number of clients.
  ///
  /// @param row its figures
  /// @param toLedger its rate over that of the ledger with as many clients: the median of the
  ///     ratios round by round
  public record ServerRow(Row row, double toLedger) {}

  /// Clients that listen to the server's events.
  ///
  /// @param clients how many there were
  /// @param whole how many heard of the last block, and of every one in order
  /// @param events how many events came to all of them together
  public record Streams(int clients, int whole, long events) {}

  /// From the acknowledgement of a transfer until a listener hears of its block, when it can be
  /// queried.
  ///
  /// @param transfers how many were looked at
  /// @param p50Millis half of them took at most this long, in milliseconds
  /// @param p99Millis 99 of 100 took at most this long
  public record Visible(int transfers, double p50Millis, double p99Millis) {}
}
