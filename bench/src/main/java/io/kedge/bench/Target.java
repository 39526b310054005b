package io.kedge.bench;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Something that makes signed transfers durable: the ledger, or a database beside it.
interface Target extends AutoCloseable {
  /// How it is called in the report.
  String name();

  /// The wallets; each belongs to one client at a time.
  List<SignedTransfers> wallets();

  /// Does one transfer, and comes back when it is durable.
  ///
  /// @throws IllegalStateException where it is refused
  void transfer(Bytes envelope);

  /// The folder whose growth is what a transfer writes for good.
  Path written();

  @Override
  void close() throws IOException;
}
