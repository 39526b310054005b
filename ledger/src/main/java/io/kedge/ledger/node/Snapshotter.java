package io.kedge.ledger.node;

import io.kedge.ledger.log.LogPruned;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.FrozenState;
import io.kedge.ledger.state.StateStore;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the snapshots of a running node, one at a time, on a thread that nothing waits for: it
/// reads a state that stands still while the store moves on.
final class Snapshotter {
  private static final System.Logger LOG = System.getLogger(Snapshotter.class.getName());

  private final NodeParts parts;
  private final GenesisState genesis;
  private final StateStore store;
  private final BlockLog blocks;
  private final TileFiles tiles;
  private final CheckpointSigner checkpoints;
  private final SnapshotPolicy policy;
  private volatile boolean stopped;
  private long sizeAtLast;
  private @Nullable Thread making;

  Snapshotter(
      NodeParts parts,
      GenesisState genesis,
      StateStore store,
      BlockLog blocks,
      TileFiles tiles,
      CheckpointSigner checkpoints)
      throws IOException {
    this.parts = parts;
    this.genesis = genesis;
    this.store = store;
    this.blocks = blocks;
    this.tiles = tiles;
    this.checkpoints = checkpoints;
    this.policy = parts.limits().snapshots();
    var names = Snapshots.names(parts.disk());
    this.sizeAtLast = names.isEmpty() ? 0 : Snapshots.treeSize(names.getFirst());
  }

  /// Begins one, if the tree has grown enough and none is being made.
  ///
  /// @param treeSize entries of the tree that the newest checkpoint covers
  synchronized void consider(long treeSize) {
    Thread earlier = making;
    boolean busy = earlier != null && earlier.isAlive();
    if (!stopped && !busy && policy.isDue(sizeAtLast, treeSize)) {
      sizeAtLast = treeSize;
      making = Thread.ofPlatform().name("kedge-snapshot").daemon().start(this::makeQuietly);
    }
  }

  private void makeQuietly() {
    try {
      make();
      prune();
    } catch (SnapshotFault e) {
      boolean early = e.kind() == SnapshotFault.Kind.NOTHING_YET;
      if (!early && e.kind() != SnapshotFault.Kind.INTERRUPTED) {
        LOG.log(System.Logger.Level.WARNING, "no snapshot: {0}", e.getMessage());
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "no snapshot", e);
    }
  }

  private static void warn(String note) {
    LOG.log(System.Logger.Level.WARNING, note);
  }

  /// Makes one of the state as it is stored now.
  SnapshotManifest make() throws IOException {
    if (stopped) {
      throw new SnapshotFault(SnapshotFault.Kind.INTERRUPTED, "the node is being closed");
    }
    try (var _ = Snapshots.alone(parts.disk());
        FrozenState state = store.freeze()) {
      CheckpointSigner.Signed signed =
          checkpoints
              .latest()
              .orElseThrow(
                  () ->
                      new SnapshotFault(SnapshotFault.Kind.NOT_COVERED, "there is no checkpoint"));
      SnapshotManifest manifest =
          SnapshotMaker.make(
              parts.disk(), genesis, blocks, tiles, signed.note(), state, () -> !stopped);
      Snapshots.sweep(parts.disk(), policy.keep());
      return manifest;
    }
  }

  /// Drops payloads as the directory's policy says, but not of blocks after the oldest snapshot, so
  /// that a start does not depend on a single one.
  private void prune() throws IOException {
    Optional<RetentionPolicy> retention = RetentionPolicy.in(parts.disk());
    if (retention.isEmpty()) {
      return;
    }
    var usable = new LocalSnapshots(parts.disk(), genesis, blocks).usable(Snapshotter::warn);
    if (usable.size() < 2) {
      return;
    }
    Snapshots.reader(parts.disk(), usable.getLast()).verify();
    long covered = usable.getLast().height() + 1;
    LogPruned pruned = blocks.prune(Math.min(covered, retention.get().before(blocks)));
    if (pruned.segments() > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "payloads before block {0} were pruned, {1} bytes freed",
          blocks.firstWhole(),
          pruned.freed());
    }
  }

  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  /// Ends the one that is being made, and makes no more.
  void close() {
    stop();
    Thread last;
    synchronized (this) {
      last = making;
    }
    boolean interrupted = false;
    while (last != null && last.isAlive()) {
      try {
        last.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
