package io.kedge.ledger.node;

import io.kedge.contract.SignatureCheck;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.Clock;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SystemClock;
import io.kedge.ledger.ordering.Ordering;
import io.kedge.ledger.ordering.SoloOrdering;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.ledger.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;

/// What a node is made of besides the rules and the genesis: each part real or simulated.
///
/// @param disk the ledger's directory
/// @param clock where ledger time comes from
/// @param state where derived state is kept
/// @param ordering who orders the commands
/// @param signatures verifies signatures
/// @param logKey signs checkpoints, Ed25519
/// @param fatal is told of a failure after which the node is of no more use
/// @param limits how much it does at once
public record NodeParts(
    Disk disk,
    Clock clock,
    StateStore.Provider state,
    Ordering.Factory ordering,
    SignatureCheck signatures,
    SigningKey logKey,
    Fatal fatal,
    NodeLimits limits) {
  /// Where the state is, in the ledger's directory.
  public static final String STATE = "state";

  /// The real parts, in a directory of the machine: RocksDB, solo ordering, the system's clock.
  public static NodeParts in(Path directory, SigningKey logKey, Fatal fatal) throws IOException {
    return in(directory, logKey, fatal, new SystemClock());
  }

  /// The real parts with another clock.
  public static NodeParts in(Path directory, SigningKey logKey, Fatal fatal, Clock clock)
      throws IOException {
    RealDisk disk = RealDisk.at(directory);
    return new NodeParts(
        disk,
        clock,
        RocksStateStore.provider(disk, STATE),
        () -> new SoloOrdering(clock),
        SignatureRule.standard(),
        logKey,
        fatal,
        NodeLimits.standard());
  }

  /// The same with another ordering.
  public NodeParts withOrdering(Ordering.Factory ordering) {
    return new NodeParts(disk, clock, state, ordering, signatures, logKey, fatal, limits);
  }

  /// The same with other limits.
  public NodeParts withLimits(NodeLimits limits) {
    return new NodeParts(disk, clock, state, ordering, signatures, logKey, fatal, limits);
  }

  /// The same with another state store.
  public NodeParts withState(StateStore.Provider state) {
    return new NodeParts(disk, clock, state, ordering, signatures, logKey, fatal, limits);
  }
}
