package io.kedge.server.gateway;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;

/// Watches what the ledgers do, without changing any of it. It must be quick and must not throw.
public interface LedgerWatch {
  /// Comes between a ledger and its directory.
  Disk disk(String ledger, Disk disk);

  /// A command was handed in.
  void handedIn(String ledger);

  /// A command was answered.
  ///
  /// @param envelope as it was handed in
  /// @param nanos how long that took
  void answered(String ledger, Bytes envelope, CommandAnswer answer, long nanos);

  /// A command got no answer: the ledger failed.
  void failed(String ledger);

  /// Watches nothing.
  static LedgerWatch none() {
    return new LedgerWatch() {
      @Override
      public Disk disk(String ledger, Disk disk) {
        return disk;
      }

      @Override
      public void handedIn(String ledger) {}

      @Override
      public void answered(String ledger, Bytes envelope, CommandAnswer answer, long nanos) {}

      @Override
      public void failed(String ledger) {}
    };
  }
}
