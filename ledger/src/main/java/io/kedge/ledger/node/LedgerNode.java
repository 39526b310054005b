package io.kedge.ledger.node;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A node of a ledger inside this process (semantics/ledger.md §6): open it, submit envelopes, take
/// receipts home.
///
/// ```
/// try (var node = LedgerNode.open(genesis, rules, NodeParts.in(dir, logKey, fatal))) {
///   Submitted result = node.submit(envelope).join(); // durable when it returns
///   Bytes receipt = node.receipt(commandId).join(); // a .tlog-proof file
/// }
/// ```
///
/// A command goes through: verification by one of the workers; the ordering; execution in order;
/// the log, many blocks with one force; the answer; and only then everything that can be derived
/// from the log again. Execution of a batch overlaps the force of the one before.
public final class LedgerNode implements AutoCloseable {
  private final GenesisState genesis;
  private final RuleBook rules;
  private final NodeParts parts;
  private final LedgerLog log;
  private final BlockLog blocks;
  private final Machine machine;
  private final Pipeline pipeline;
  private final List<String> notes;
  private final VerifierKey vkey;
  private final TreeProofs proofs;
  private final Scrub scrub;
  private boolean closed;

  private LedgerNode(
      GenesisState genesis,
      RuleBook rules,
      NodeParts parts,
      LedgerLog log,
      Machine machine,
      Pipeline pipeline,
      List<String> notes,
      VerifierKey vkey,
      TreeProofs proofs,
      Scrub scrub) {
    this.scrub = scrub;
    this.genesis = genesis;
    this.rules = rules;
    this.parts = parts;
    this.log = log;
    this.blocks = pipeline.blocks();
    this.machine = machine;
    this.pipeline = pipeline;
    this.notes = notes;
    this.vkey = vkey;
    this.proofs = proofs;
  }

  /// Opens the ledger in a directory, or founds it there, recovers it, and begins to take commands.
  ///
  /// @param genesis what it begins with; must be the one it was founded with
  /// @param rules the rule book in force
  /// @param parts what the node is made of
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has the directory
  /// @throws io.kedge.ledger.log.LogFault if the log is damaged where it may have been acknowledged
  /// @throws NodeFault if what is there does not fit together
  public static LedgerNode open(GenesisState genesis, RuleBook rules, NodeParts parts)
      throws IOException {
    return open(genesis, rules, parts, List.of());
  }

  /// The same, where checkpoints of this ledger are known from elsewhere: from followers,
  /// witnesses,
  /// or receipts. A directory that was put back to an older copy is whole in itself; only these
  /// show
  /// that something is missing, and nothing is appended then.
  ///
  /// @param known checkpoints that this ledger signed
  /// @throws NodeFault CHECKPOINT_CONTRADICTED where the log does not go on from each of them
  /// @throws IllegalArgumentException where one was not signed with this ledger's key
  public static LedgerNode open(
      GenesisState genesis, RuleBook rules, NodeParts parts, List<SignedNote> known)
      throws IOException {
    var failure = new DeferredFailure();
    Digest id = genesis.ledgerId();
    var config =
        LogConfig.of(id)
            .withKeyIds(List.of(parts.logKey().id().value()))
            .withSegmentBytesMax(parts.limits().segmentBytesMax())
            .withDepth(LogConfig.Depth.TAIL);
    try (var _ = LedgerLog.alone(parts.disk())) {
      Opening.keepGenesis(parts.disk(), genesis);
    }
    LedgerLog log = LedgerLog.open(parts.disk(), config, failure::storage);
    try {
      return open(genesis, rules, parts, known, log, failure);
    } catch (IOException | RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  private static LedgerNode open(
      GenesisState genesis,
      RuleBook rules,
      NodeParts parts,
      List<SignedNote> known,
      LedgerLog log,
      DeferredFailure failure)
      throws IOException {
    var signer = new LogSigner(genesis.origin(), parts.logKey());
    VerifierKey vkey = signer.verifierKey();
    SmallFile.replace(parts.disk(), VKEY, Bytes.utf8(vkey.text() + "\n"));
    var tiles = new TileFiles(parts.disk());
    var opening = new Opening(genesis, rules, parts, log, tiles);
    Opening.Level level = opening.run();
    try {
      var proofs = new TreeProofs(tiles);
      var stored = CheckpointFiles.read(parts.disk(), CHECKPOINT_FILES_READ);
      var checkpoints =
          new CheckpointSigner(signer, proofs, CheckpointFiles.open(parts.disk()), parts.clock());
      opening.resume(checkpoints, stored.notes(), level.machine().tip(), proofs);
      checkpoints.require(known, level.machine().tip());
      var pipeline = new Pipeline(rules, parts, log, level, tiles, proofs, checkpoints, genesis);
      failure.arm(pipeline::fail);
      var scrub = new Scrub(parts, genesis, vkey, level.store());
      pipeline.start();
      scrub.start();
      var notes = new ArrayList<>(log.report().notes());
      notes.addAll(opening.notes());
      stored.damaged().forEach(place -> notes.add("a stored checkpoint is damaged: " + place));
      return new LedgerNode(
          genesis,
          rules,
          parts,
          log,
          level.machine(),
          pipeline,
          List.copyOf(notes),
          vkey,
          proofs,
          scrub);
    } catch (IOException | RuntimeException | Error e) {
      level.store().close();
      throw e;
    }
  }

  /// The file with the key that outsiders need to check receipts.
  public static final String VKEY = "ledger.vkey";

  /// The file with the genesis document.
  public static final String GENESIS = "genesis.json";

  private static final int CHECKPOINT_FILES_READ = 2;

  /// The genesis document in a ledger's directory; empty where no ledger was founded there.
  public static Optional<Bytes> genesisDocument(Disk disk) throws IOException {
    return Opening.genesisIn(disk);
  }

  /// What it began with.
  public GenesisState genesis() {
    return genesis;
  }

  /// What opening found worth telling an operator, a sentence each; empty after an orderly end.
  public List<String> notes() {
    return notes;
  }

  /// Submits an envelope, as the bytes of its JSON. The answer comes when its block is durable, or
  /// at once where it is turned away. An envelope seen before is answered with the earlier result.
  ///
  /// The future ends with a [NodeFault] where the node fails first: the command may be in the log
  /// or not, and submitting it again after a restart tells.
  public CompletableFuture<Submitted> submit(Bytes envelope) {
    return pipeline.intake().submit(envelope);
  }

  /// The receipt of a command, a `.tlog-proof` file, as soon as a checkpoint covers it. It ends
  /// with
  /// an [IllegalArgumentException] where no such command is durable.
  public CompletableFuture<Bytes> receipt(CommandId id) {
    return pipeline.receipt(id);
  }

  /// The proof that the state has an entry of a key, or none, after the last block whose header
  /// carries a state root. It comes as soon as a checkpoint covers that block, and ends with an
  /// [IllegalStateException] before the first block.
  public CompletableFuture<StateProof> stateProof(Key key) {
    return pipeline.stateProof(key);
  }

  /// Proofs of inclusion and consistency for any size up to that of [#tip].
  public TreeProofs proofs() {
    return proofs;
  }

  /// Where a command was decided and how, if it is durable here.
  public Optional<Submitted.Decided> decided(CommandId id) {
    return pipeline.earlier(id);
  }

  /// Where a command was decided, as the index of commands has it.
  public Optional<CommandRecord> command(CommandId id) {
    return machine.state().command(id);
  }

  /// The state after the last durable block. It moves on between two reads.
  public LedgerView view() {
    return machine.committed();
  }

  /// The last durable block.
  public Tip tip() {
    return pipeline.durableTip();
  }

  /// The state root after the last executed block, also where its header does not carry it. It
  /// stands still only while nothing is submitted.
  public Digest stateRoot() {
    return pipeline.stateRoot();
  }

  /// A durable block: header, leaves, events.
  ///
  /// @param height from 1 to that of [#tip]
  public Block block(long height) {
    try {
      return blocks.read(height);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The newest signed checkpoint; empty before the first block.
  public Optional<SignedNote> checkpoint() {
    return pipeline.checkpoint();
  }

  /// Makes a snapshot in the ledger's directory while the node goes on; answers its manifest, with
  /// which another node begins ([SnapshotInstall]).
  ///
  /// @throws io.kedge.ledger.snapshot.SnapshotFault where there is nothing yet, or the node is
  ///     being closed
  public SnapshotManifest snapshot() throws IOException, InterruptedException {
    return pipeline.snapshot();
  }

  /// What the last full pass over everything the node keeps found: in the background, or asked for
  /// with [#scrubNow]. Empty where none was finished yet.
  public Optional<ScrubReport> scrub() {
    return scrub.last();
  }

  /// Reads everything once, as fast as it goes, on the calling thread.
  public ScrubReport scrubNow() throws IOException, InterruptedException {
    return scrub.pass(_ -> {});
  }

  /// The key that checkpoints verify with.
  public VerifierKey vkey() {
    return vkey;
  }

  /// Shows every block that becomes durable from now on.
  public Subscription subscribe(BlockListener listener) {
    return pipeline.feed().subscribe(listener);
  }

  /// Shows every block from the first: those in the log are executed again in memory, on the
  /// calling thread, with their signatures taken for verified; then every new one.
  public Subscription subscribeFromStart(BlockListener listener) {
    try {
      return pipeline.feed().subscribeFromStart(genesis, rules, parts.signatures(), listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until every block durable now has been shown to all listeners.
  public void awaitShown() throws InterruptedException {
    pipeline.feed().await(tip().number());
  }

  /// Why the node stopped by itself, if it did.
  public Optional<Throwable> failure() {
    return pipeline.failure();
  }

  /// Takes nothing in any more, finishes what was taken in, stores the state, signs the last
  /// checkpoint and gives the directory back.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    scrub.close();
    try {
      pipeline.close();
    } finally {
      log.close();
    }
  }
}
