package io.kedge.ledger.node;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Envelope;
import io.kedge.contract.Key;
import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.crypto.P256Signatures;
import io.kedge.ledger.disk.DiskFull;
import io.kedge.ledger.disk.FaultPoint;
import io.kedge.ledger.log.AppendRefused;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.ordering.Batch;
import io.kedge.ledger.ordering.Ordering;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The way of a command through a node. Three threads of it, one for each thing that must be done
/// in order: the ordering's executes and closes blocks, the journal makes them durable and answers,
/// the third derives: state store, tiles, checkpoints, receipts, listeners.
final class Pipeline {
  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());
  private static final int UNDURABLE_MAX = 16;
  private static final int UNDERIVED_MAX = 64;
  private static final int FLUSH_EVERY_STORES = 8;
  private static final long RETRY_MILLIS = 200;

  private final NodeParts parts;
  private final LedgerLog log;
  private final BlockLog blocks;
  private final Machine machine;
  private final Opening.Level level;
  private final TileFiles tiles;
  private final CheckpointSigner checkpoints;
  private final Receipts receipts;
  private final Ordering ordering;
  private final Intake intake;
  private final BlockFeed feed;
  private final Snapshotter snapshots;
  private final Stage<ClosedBlock> journal;
  private final Stage<ClosedBlock> deriver;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Object machineLock = new Object();
  private final Object pause = new Object();
  private final Object extraStore = new Object();

  /// What was handed out and could not be stored then. Nothing else is handed out before it is: a
  /// later one would leave a hole.
  private final AtomicReference<Machine.@Nullable ToStore> leftOver = new AtomicReference<>();

  private volatile Tip durableTip;

  /// The last block, where no checkpoint covers it yet. The deriving thread's own.
  private @Nullable Tip unsigned;

  private int stores;
  private int outstandingStores;

  Pipeline(
      RuleBook rules,
      NodeParts parts,
      LedgerLog log,
      Opening.Level level,
      TileFiles tiles,
      TreeProofs proofs,
      CheckpointSigner checkpoints,
      GenesisState genesis)
      throws IOException {
    this.parts = parts;
    this.log = log;
    this.blocks = new BlockLog(log);
    this.level = level;
    this.machine = level.machine();
    this.tiles = tiles;
    this.checkpoints = checkpoints;
    this.receipts = new Receipts(proofs, tiles, blocks);
    this.snapshots = new Snapshotter(parts, genesis, level.store(), blocks, tiles, checkpoints);
    this.ordering = parts.ordering().create();
    this.durableTip = machine.tip();
    this.feed = new BlockFeed(blocks, durableTip.number());
    this.intake =
        new Intake(
            rules, machine, parts.signatures(), ordering, this::now, this::earlier, parts.limits());
    this.journal =
        new Stage<>(
            "kedge-journal",
            UNDURABLE_MAX,
            UNDURABLE_MAX,
            this::journal,
            Stage.Owed.NOTHING,
            this::fail);
    this.deriver =
        new Stage<>(
            "kedge-derive", UNDERIVED_MAX, 1, this::derive, new OwedCheckpoint(), this::fail);
  }

  /// While commands keep coming, receipts are worth a checkpoint now and then, not one a block.
  private final class OwedCheckpoint implements Stage.Owed {
    @Override
    public boolean isOwed() {
      return unsigned != null;
    }

    @Override
    public void settle() throws IOException, InterruptedException {
      Tip tip = unsigned;
      if (tip != null) {
        sign(tip);
      }
    }
  }

  void start() throws IOException {
    if (durableTip.number() > 0) {
      checkpoints.sign(durableTip);
      checkpoints.latest().ifPresent(receipts::covered);
    }
    deriver.start();
    journal.start();
    ordering.start(durableTip, new Execution());
  }

  private final class Execution implements Ordering.Sink {
    @Override
    public void batch(Batch batch) {
      executeSafely(batch);
    }

    @Override
    public boolean isMoreComing() {
      return intake.isLooking();
    }
  }

  Intake intake() {
    return intake;
  }

  BlockFeed feed() {
    return feed;
  }

  BlockLog blocks() {
    return blocks;
  }

  Tip durableTip() {
    return durableTip;
  }

  Optional<SignedNote> checkpoint() {
    return checkpoints.latest().map(CheckpointSigner.Signed::note);
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  Digest stateRoot() {
    synchronized (machineLock) {
      return machine.stateRoot();
    }
  }

  private LedgerTime now() {
    long millis = Math.clamp(parts.clock().millis(), 0, LedgerTime.NEVER.millis());
    LedgerTime last = durableTip.time();
    return millis > last.millis() ? new LedgerTime(millis) : last;
  }

  Optional<Submitted.Decided> earlier(CommandId id) {
    return machine
        .state()
        .command(id)
        .map(
            found -> {
              long leaf = header(found.height()).firstLeaf() + found.index();
              return new Submitted.Decided(id, found.code(), "", found.height(), leaf, true);
            });
  }

  private BlockHeader header(long height) {
    try {
      return blocks.header(height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Block block(long height) {
    try {
      return blocks.read(height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CompletableFuture<Bytes> receipt(CommandId id) {
    return machine
        .state()
        .command(id)
        .map(receipts::of)
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new IllegalArgumentException("no durable command " + id)));
  }

  /// A proof of the state after the last executed block whose header carries its root. It waits
  /// until a checkpoint covers this block.
  CompletableFuture<StateProof> stateProof(Key key) {
    Optional<StateClaim> claim;
    synchronized (machineLock) {
      claim = machine.claim(key);
    }
    return claim
        .map(found -> receipts.ofHeader(found.statedIn()).thenApply(found::proof))
        .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("no block yet")));
  }

  // Execution.

  private void executeSafely(Batch batch) {
    try {
      execute(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(e);
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void execute(Batch batch) throws InterruptedException {
    if (failure.get() != null) {
      return;
    }
    ClosedBlock closed;
    synchronized (machineLock) {
      long next = machine.tip().number() + 1;
      if (batch.number() < next) {
        requireSame(batch);
        return;
      }
      if (batch.number() > next || batch.time().isBefore(machine.tip().time())) {
        throw new NodeFault(
            NodeFault.Kind.BATCH_OUT_OF_TURN,
            "batch " + batch.number() + " at " + batch.time() + " after block " + (next - 1));
      }
      List<PreparedCommand> commands = batch.commands().stream().map(intake::ordered).toList();
      Machine.Produced produced = machine.execute(batch.time(), commands);
      machine.tree().flush(tiles);
      closed = new ClosedBlock(produced, commands, machine.tip(), toStore());
    }
    parts.disk().at(FaultPoint.AFTER_EXECUTE_BEFORE_APPEND);
    journal.put(closed);
  }

  private Optional<Machine.ToStore> toStore() {
    boolean due = machine.unstored() >= parts.limits().storeEntries() && machine.canHandOut();
    return due && beginStore() ? Optional.of(machine.handOut()) : Optional.empty();
  }

  /// What waits to be stored counts as unstored, so at most one hand-out is on its way.
  private synchronized boolean beginStore() {
    if (outstandingStores > 0) {
      return false;
    }
    outstandingStores++;
    return true;
  }

  private synchronized void endStore() {
    outstandingStores--;
    notifyAll();
  }

  /// Waits until what was handed out is stored. Nothing is handed out meanwhile, as the caller has
  /// the machine.
  private synchronized void awaitStore() throws InterruptedException {
    while (outstandingStores > 0 && failure.get() == null) {
      TimeUnit.MILLISECONDS.timedWait(this, RETRY_MILLIS);
    }
  }

  private void requireSame(Batch batch) {
    Block known = block(batch.number());
    var again =
        batch.commands().stream()
            .map(bytes -> machine.prepare(bytes, parts.signatures()).source())
            .toList();
    boolean same =
        known.header().time().equals(batch.time()) && known.entries().size() == again.size();
    for (int i = 0; same && i < again.size(); i++) {
      var leaf = known.entries().get(i).leaf();
      same =
          leaf.payloadType().equals(again.get(i).payloadType())
              && leaf.payload().equals(again.get(i).payload())
              && sameSignatures(leaf.signatures(), again.get(i).signatures());
    }
    if (!same) {
      throw new NodeFault(NodeFault.Kind.BATCH_DIFFERS, "batch " + batch.number());
    }
  }

  private static boolean sameSignatures(
      List<Envelope.Signature> stored, List<Envelope.Signature> again) {
    boolean same = stored.size() == again.size();
    for (int i = 0; same && i < stored.size(); i++) {
      same =
          stored.get(i).keyId().equals(again.get(i).keyId())
              && P256Signatures.isStored(stored.get(i).value(), again.get(i).value());
    }
    return same;
  }

  // The journal.

  private void journal(List<ClosedBlock> group) throws InterruptedException {
    var bodies = group.stream().map(closed -> BlockLog.body(closed.block())).toList();
    Tip last = group.getLast().tip();
    boolean written = false;
    while (!written) {
      try {
        log.append(bodies);
        log.commit(last.treeSize(), last.treeRoot());
        written = true;
        intake.spaceAgain();
      } catch (AppendRefused e) {
        if (intake.refuse(NodeRefusal.STORAGE_FULL)) {
          LOG.log(System.Logger.Level.WARNING, "waiting for space: {0}", e.getMessage());
        }
        waitForSpace();
      }
    }
    parts.disk().at(FaultPoint.AFTER_COMMIT_BEFORE_ANSWER);
    machine.durable(last.number());
    durableTip = last;
    for (ClosedBlock closed : group) {
      blocks.remember(closed.block());
      answer(closed);
      parts.disk().at(FaultPoint.AFTER_ANSWER);
      ordering.durable(closed.tip());
      deriver.put(closed);
    }
  }

  /// Waits a while. The journal has commands turned away until there is space again, since nothing
  /// of its group is in the log and the group stays the next to be written; what derives has not:
  /// all it does can be done later.
  private void waitForSpace() throws InterruptedException {
    synchronized (pause) {
      TimeUnit.MILLISECONDS.timedWait(pause, RETRY_MILLIS);
    }
    if (failure.get() != null) {
      throw new InterruptedException("stopped while waiting for space");
    }
  }

  private void answer(ClosedBlock closed) {
    Block block = closed.block();
    for (int i = 0; i < closed.commands().size(); i++) {
      PreparedCommand command = closed.commands().get(i);
      Outcome outcome = closed.produced().outcomes().get(i);
      long leaf = block.header().firstLeaf() + i;
      intake.decided(command, () -> result(command.id(), outcome, block.number(), leaf));
    }
  }

  private Submitted result(CommandId id, Outcome outcome, long height, long leaf) {
    var here = new Submitted.Decided(id, outcome.code(), outcome.detail(), height, leaf, false);
    return outcome.code().equals(CommandRefusal.ALREADY_DECIDED.code())
        ? earlier(id).orElse(here)
        : here;
  }

  // Everything derived.

  private void derive(List<ClosedBlock> group) throws IOException, InterruptedException {
    for (ClosedBlock closed : group) {
      feed.show(new CommittedBlock(closed.block(), closed.produced().outcomes(), closed.tip()));
      if (closed.toStore().isPresent()) {
        withSpace(() -> store(closed.toStore().get()));
        endStore();
      }
      storeLeftOver(closed.tip().number());
      boolean idle = deriver.isIdle() && journal.isIdle() && intake.isIdle();
      if (idle || checkpoints.isDue(parts.limits().checkpointMillis())) {
        sign(closed.tip());
      } else {
        unsigned = closed.tip();
      }
    }
  }

  private void sign(Tip tip) throws IOException, InterruptedException {
    parts.disk().at(FaultPoint.BEFORE_SIGN);
    withSpace(() -> checkpoints.sign(tip));
    checkpoints.latest().ifPresent(receipts::covered);
    unsigned = null;
    snapshots.consider(tip.treeSize());
  }

  /// Makes a snapshot: of the last durable block that can be stored, or of the last that was.
  SnapshotManifest snapshot() throws IOException, InterruptedException {
    storeNow();
    long height = level.store().applied().map(Applied::height).orElse(0L);
    if (height == 0) {
      throw new SnapshotFault(SnapshotFault.Kind.NOTHING_YET, "no block is in the stored state");
    }
    long size = blocks.header(height).treeSize();
    while (!snapshots.isStopped()
        && checkpoints.latest().filter(s -> s.checkpoint().size() >= size).isEmpty()) {
      waitForSpace();
    }
    return snapshots.make();
  }

  /// Stores what is executed, unless a store is on its way already.
  private void storeNow() throws IOException, InterruptedException {
    synchronized (extraStore) {
      Machine.ToStore toStore;
      synchronized (machineLock) {
        awaitStore();
        long stored = level.store().applied().map(Applied::height).orElse(0L);
        boolean changed = stored < machine.tip().number() && machine.canHandOut();
        if (snapshots.isStopped() || !changed || !beginStore()) {
          return;
        }
        toStore = machine.handOut();
      }
      boolean done = false;
      try {
        feed.await(toStore.write().applied().height());
        Throwable failed = failure.get();
        if (failed != null) {
          throw new NodeFault(NodeFault.Kind.STOPPED, "the node failed", failed);
        }
        store(toStore);
        level.store().flush();
        done = true;
        endStore();
      } finally {
        if (!done) {
          leftOver.set(toStore);
        }
      }
    }
  }

  /// Stores what could not be when it was handed out, if its block is derived by now.
  private void storeLeftOver(long derived) throws IOException, InterruptedException {
    Machine.ToStore left = leftOver.get();
    if (left != null
        && left.write().applied().height() <= derived
        && leftOver.compareAndSet(left, null)) {
      withSpace(() -> store(left));
      endStore();
    }
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  /// Writes derived data, again and again until there is space.
  private void withSpace(Write write) throws IOException, InterruptedException {
    boolean done = false;
    boolean waiting = false;
    while (!done) {
      try {
        write.run();
        done = true;
      } catch (DiskFull e) {
        if (!waiting) {
          LOG.log(System.Logger.Level.WARNING, "waiting for space: {0}", e.getMessage());
          waiting = true;
        }
        waitForSpace();
      }
    }
  }

  private void store(Machine.ToStore toStore) throws IOException {
    parts.disk().at(FaultPoint.BEFORE_STORE);
    tiles.writeThrough();
    parts.disk().at(FaultPoint.AFTER_TILES_BEFORE_STATE);
    level.store().write(toStore.write());
    parts.disk().at(FaultPoint.AFTER_STORE);
    machine.stored(toStore);
    stores++;
    if (stores % FLUSH_EVERY_STORES == 0) {
      level.store().flush();
    }
  }

  // The end.

  /// Stops everything after a failure. Nothing is acknowledged after it.
  void fail(Throwable cause) {
    if (!failure.compareAndSet(null, cause)) {
      return;
    }
    intake.refuse(NodeRefusal.CLOSED);
    journal.abandon();
    deriver.abandon();
    parts.fatal().stop(cause);
    var stopped = new NodeFault(NodeFault.Kind.STOPPED, "the node failed", cause);
    intake.fail(stopped);
    receipts.fail(stopped);
    feed.end();
  }

  void close() throws IOException {
    snapshots.stop();
    intake.refuse(NodeRefusal.CLOSED);
    intake.drain();
    ordering.close();
    try {
      journal.finish();
      deriver.finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feed.end();
    snapshots.close();
    try {
      if (failure.get() == null) {
        synchronized (extraStore) {
          storeLast();
        }
      }
    } finally {
      var stopped = new NodeFault(NodeFault.Kind.STOPPED, "the node was closed");
      intake.fail(stopped);
      receipts.fail(stopped);
      level.store().close();
    }
  }

  private void storeLast() throws IOException {
    parts.disk().at(FaultPoint.BEFORE_LAST_STORE);
    if (durableTip.number() > 0) {
      checkpoints.sign(durableTip);
      checkpoints.latest().ifPresent(receipts::covered);
    }
    Machine.ToStore left = leftOver.getAndSet(null);
    if (left != null) {
      store(left);
    }
    if (machine.canHandOut()) {
      store(machine.handOut());
      level.store().flush();
    }
    checkpoints.close();
  }
}
