package io.kedge.ledger.node;

import static io.kedge.contract.VerificationKey.Algorithm.ED25519;

import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.RecordBody;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A copy of a ledger that grows block by block from elsewhere: every signature is verified and
/// every command executed again before a block is written, and the segments become those of the
/// original, byte for byte. What it holds is the directory of a ledger like any other.
///
/// One thread uses it; [#prepare] and [#proofs] may be used by any.
public final class Replica implements AutoCloseable {
  private static final int SEGMENT_BYTES_MAX = 1 << 30;
  private static final int SEGMENT_BYTES_MIN = 8 << 10;
  private static final int RECORD_OVERHEAD = 58;
  private static final int CHUNK = 32;

  private final RuleBook rules;
  private final NodeParts parts;
  private final LedgerLog log;
  private final BlockLog blocks;
  private final TileFiles tiles;
  private final TreeProofs proofs;
  private final Opening.Level level;
  private final Machine machine;
  private final CheckpointFiles checkpoints;
  private final List<String> notes;
  private final ExecutorService workers;
  private final ExecutorService storing;
  private CompletableFuture<?> stored = CompletableFuture.completedFuture(null);
  private Tip written;

  private Replica(
      RuleBook rules,
      NodeParts parts,
      LedgerLog log,
      TileFiles tiles,
      Opening.Level level,
      CheckpointFiles checkpoints,
      List<String> openingNotes) {
    this.rules = rules;
    this.parts = parts;
    this.log = log;
    this.blocks = new BlockLog(log);
    this.tiles = tiles;
    this.proofs = new TreeProofs(tiles);
    this.level = level;
    this.machine = level.machine();
    this.checkpoints = checkpoints;
    this.written = machine.tip();
    this.notes = new ArrayList<>(log.report().notes());
    this.notes.addAll(openingNotes);
    this.workers =
        Executors.newFixedThreadPool(
            parts.limits().workers(), Thread.ofPlatform().name("kedge-verify-", 0).factory());
    this.storing =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("kedge-store").factory());
  }

  /// Opens the copy in a directory, or begins one there. Records that no head covers are dropped.
  ///
  /// @param parts the directory, clock, state, signatures and limits; who orders and with which key
  ///     checkpoints are signed is of no account
  /// @param vkey the key that checkpoints of the original verify with, kept as `ledger.vkey`
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has the directory
  /// @throws io.kedge.ledger.log.LogFault if the log is damaged where it may have been acknowledged
  /// @throws NodeFault if what is there does not fit together
  public static Replica open(
      GenesisState genesis, RuleBook rules, NodeParts parts, VerifierKey vkey) throws IOException {
    var failure = new DeferredFailure();
    var config =
        LogConfig.of(genesis.ledgerId())
            .withKeyIds(List.of(VerificationKey.idOf(ED25519, vkey.publicKey()).value()))
            .withSegmentBytesMax(SEGMENT_BYTES_MAX)
            .withDepth(LogConfig.Depth.TAIL);
    try (var _ = LedgerLog.alone(parts.disk())) {
      Opening.keepGenesis(parts.disk(), genesis);
      SmallFile.replace(
          parts.disk(), LedgerNode.VKEY, io.kedge.kernel.Bytes.utf8(vkey.text() + "\n"));
    }
    LedgerLog log = LedgerLog.openCopy(parts.disk(), config, failure::storage);
    try {
      var tiles = new TileFiles(parts.disk());
      var opening = new Opening(genesis, rules, parts, log, tiles);
      Opening.Level level = opening.run();
      failure.arm(parts.fatal()::stop);
      var checkpoints = CheckpointFiles.open(parts.disk());
      return new Replica(rules, parts, log, tiles, level, checkpoints, opening.notes());
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// What opening found worth telling an operator, a sentence each.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /// The last block that was written.
  public Tip tip() {
    return written;
  }

  /// The last block that is durable.
  public long durableHeight() {
    return log.head().lastIndex() + 1;
  }

  /// A durable block.
  public Block block(long height) throws IOException {
    return blocks.read(height);
  }

  /// Proofs of any size up to the last written block.
  public TreeProofs proofs() {
    return proofs;
  }

  /// A block on its way to execution: its commands, whose signatures are being verified.
  public static final class Prepared {
    private final BlockHeader header;
    private final List<Leaf> leaves;
    private final List<PreparedCommand> commands;
    private final CompletableFuture<?> verified;

    private Prepared(
        BlockHeader header,
        List<Leaf> leaves,
        List<PreparedCommand> commands,
        CompletableFuture<?> verified) {
      this.header = header;
      this.leaves = leaves;
      this.commands = commands;
      this.verified = verified;
    }

    /// The header the original closed it with.
    public BlockHeader header() {
      return header;
    }

    /// The leaves the original has.
    public List<Leaf> leaves() {
      return leaves;
    }
  }

  /// Begins to verify the signatures of a block, on all workers, with the keys as they are
  /// registered now. Execution verifies again what another key record is there for by then.
  public Prepared prepare(BlockHeader header, List<Leaf> leaves) {
    var commands = new ArrayList<PreparedCommand>(leaves.size());
    for (int i = 0; i < leaves.size(); i++) {
      commands.add(null);
    }
    var chunks = new ArrayList<CompletableFuture<?>>();
    for (int from = 0; from < leaves.size(); from += CHUNK) {
      int begin = from;
      int end = Math.min(leaves.size(), from + CHUNK);
      chunks.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = begin; i < end; i++) {
                  commands.set(i, verified(leaves.get(i), header.time()));
                }
              },
              workers));
    }
    return new Prepared(
        header,
        leaves,
        commands,
        CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new)));
  }

  private PreparedCommand verified(Leaf leaf, LedgerTime time) {
    PreparedCommand command = machine.prepare(leaf, new VerifiedSignatures(parts.signatures()));
    ParsedCommand<?> parsed = command.parsed();
    if (parsed != null) {
      try {
        rules.authenticate(parsed, machine.committed(), time, command.check());
      } catch (RefusedException e) {
        // Execution finds the same, or a key that was registered meanwhile.
      }
    }
    return command;
  }

  /// Executes the next block. What it gives is the caller's to compare; what is not the same must
  /// not be written, and nothing can be executed after it.
  ///
  /// @throws NodeFault where a contract fails in a way that is a mistake in the program
  public Machine.Produced execute(Prepared block) {
    if (machine.tip().number() != written.number()) {
      throw new IllegalStateException("block " + machine.tip().number() + " was not written");
    }
    try {
      block.verified.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return machine.execute(block.header().time(), block.commands);
  }

  /// Writes the block that was just executed, as it lies in the original.
  ///
  /// @param startsGroup the flag it has there; [#commit] comes before
  /// @param startsSegment whether it is the first of its segment there; empty where nobody knows.
  ///     A segment that could not be so short or so long is not believed
  public void write(Block block, boolean startsGroup, Optional<Boolean> startsSegment)
      throws IOException {
    RecordBody body = BlockLog.body(block);
    long bytes = log.segmentBytes() + RECORD_OVERHEAD + body.bytes().size();
    boolean starts =
        startsSegment.isEmpty()
            ? bytes > LogConfig.SEGMENT_BYTES_STANDARD
            : bytes > SEGMENT_BYTES_MAX || (startsSegment.get() && bytes > SEGMENT_BYTES_MIN);
    log.appendCopy(body, startsGroup, starts);
    machine.tree().flush(tiles);
    written = machine.tip();
  }

  /// True where blocks were written since the last commit.
  public boolean isUncommitted() {
    return log.head().lastIndex() + 1 < written.number();
  }

  /// Makes every written block durable.
  public void commit() throws IOException {
    log.commit(written.treeSize(), written.treeRoot());
    machine.durable(written.number());
    if (stored.isDone() && machine.unstored() >= parts.limits().storeEntries() && canHandOut()) {
      stored.join();
      Machine.ToStore toStore = machine.handOut();
      stored = CompletableFuture.runAsync(() -> store(toStore), storing);
    }
  }

  private boolean canHandOut() {
    return machine.tip().number() == written.number() && machine.canHandOut();
  }

  private void store(Machine.ToStore toStore) {
    try {
      tiles.writeThrough();
      level.store().write(toStore.write());
      machine.stored(toStore);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Keeps a checkpoint of the original, as the newest.
  public void keep(SignedNote checkpoint) throws IOException {
    checkpoints.append(checkpoint);
    checkpoints.makeCurrent(checkpoint);
  }

  /// Stores the state and gives the directory back. What was not committed is dropped.
  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    storing.shutdown();
    try {
      stored.join();
      if (canHandOut() && !isUncommitted()) {
        store(machine.handOut());
        level.store().flush();
      }
    } finally {
      try {
        level.store().close();
        checkpoints.close();
      } finally {
        log.close();
      }
    }
  }
}
