package io.kedge.ledger.node;

/// Is shown the durable blocks of a ledger, each once and in order. One that throws is shown no
/// more and logged; the ledger goes on.
@FunctionalInterface
public interface BlockListener {
  /// Looks at the next block. Called from one thread; the ledger slows down to its pace.
  void block(CommittedBlock block);
}
