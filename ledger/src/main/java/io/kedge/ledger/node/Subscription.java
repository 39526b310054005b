package io.kedge.ledger.node;

/// Blocks being shown to a listener, until it is closed.
public interface Subscription extends AutoCloseable {
  /// The last block that was not shown: the first one shown is the next.
  long startsAfter();

  /// Ends it. A block may be on its way to the listener still.
  @Override
  void close();
}
