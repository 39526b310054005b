package io.kedge.ledger.ordering;

import io.kedge.kernel.Bytes;

/// The port to whoever orders the commands of a ledger.
///
/// The node calls [#start] once, [#offer] from many threads, [#durable] from one thread in the
/// order of blocks, and [#close] at the end.
public interface Ordering extends AutoCloseable {
  /// Takes batches in.
  @FunctionalInterface
  interface Sink {
    /// Executes a batch. Called from one thread at a time, with numbers without gaps. It may wait
    /// where the node is behind. It answers before the batch is durable.
    ///
    /// A batch that the node has already is skipped where it is the same; where it differs the node
    /// stops (semantics/consortium.md).
    void batch(Batch batch);

    /// True while commands that came in at this node are still being looked at, so that more will
    /// be offered within moments. Every block costs the same again (a header, a record, a share of
    /// the state root), so whoever orders may wait a little for them.
    default boolean isMoreComing() {
      return false;
    }
  }

  /// Makes an ordering for a node.
  @FunctionalInterface
  interface Factory {
    /// An ordering that was not started.
    Ordering create();
  }

  /// Begins to hand over the batches after the last durable one.
  ///
  /// @param last the last durable block of this node
  /// @param sink takes the batches
  void start(Tip last, Sink sink);

  /// Offers an envelope for ordering.
  ///
  /// @return false where too many wait; nothing was taken then
  boolean offer(Bytes envelope);

  /// Learns that a block is durable on this node.
  void durable(Tip tip);

  /// Takes no more envelopes, hands over what it took where it alone decides the order, and ends
  /// its threads.
  @Override
  void close();
}
