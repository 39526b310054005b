package io.kedge.ledger.node;

import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.FaultPoint;
import io.kedge.ledger.log.Head;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateTree;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TileAudit;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings a node's derived data level with its log: takes up the state and tiles there are and
/// executes the blocks after them again; where they are missing or do not fit, from the beginning.
final class Opening {
  private static final int GENESIS_BYTES_MAX = 16 << 20;

  private final GenesisState genesis;
  private final RuleBook rules;
  private final Disk disk;
  private final StateStore.Provider state;
  private final SignatureCheck signatures;
  private final int storeEntries;
  private final LedgerLog log;
  private final BlockLog blocks;
  private final TileFiles tiles;
  private final LocalSnapshots snapshots;
  private final List<String> notes = new ArrayList<>();

  Opening(GenesisState genesis, RuleBook rules, NodeParts parts, LedgerLog log, TileFiles tiles) {
    this(
        genesis,
        rules,
        parts.disk(),
        parts.state(),
        parts.signatures(),
        parts.limits().storeEntries(),
        log,
        tiles);
  }

  /// @param storeEntries after how many changed entries of the state these are stored
  Opening(
      GenesisState genesis,
      RuleBook rules,
      Disk disk,
      StateStore.Provider state,
      SignatureCheck signatures,
      int storeEntries,
      LedgerLog log,
      TileFiles tiles) {
    this.genesis = genesis;
    this.rules = rules;
    this.disk = disk;
    this.state = state;
    this.signatures = signatures;
    this.storeEntries = storeEntries;
    this.log = log;
    this.blocks = new BlockLog(log);
    this.tiles = tiles;
    this.snapshots = new LocalSnapshots(disk, genesis, blocks);
  }

  /// A machine level with the log, and the store under it.
  record Level(Machine machine, StateStore store) {}

  /// What it found worth telling, a sentence each.
  List<String> notes() {
    return List.copyOf(notes);
  }

  /// The genesis document of a directory.
  static Optional<Bytes> genesisIn(Disk disk) throws IOException {
    return SmallFile.read(disk, LedgerNode.GENESIS, GENESIS_BYTES_MAX);
  }

  /// Keeps the genesis document, or checks that it is the one kept. It is durable before there is a
  /// log: a founding that was cut short goes on with it, where another document would be of another
  /// ledger. A log of another ledger is left to [LedgerLog#open], which says so.
  static void keepGenesis(Disk disk, GenesisState genesis) throws IOException {
    Optional<Digest> known = LedgerLog.ledgerIdIn(disk);
    if (known.isPresent() && !known.get().equals(genesis.ledgerId())) {
      return;
    }
    Optional<Bytes> kept = genesisIn(disk);
    if (kept.isEmpty()) {
      SmallFile.replace(disk, LedgerNode.GENESIS, genesis.document());
      disk.forceDirectory("");
      disk.at(FaultPoint.AFTER_GENESIS_BEFORE_LOG);
    } else if (!kept.get().equals(genesis.document())) {
      throw new NodeFault(
          NodeFault.Kind.GENESIS_DIFFERS,
          LedgerNode.GENESIS
              + " is of ledger "
              + Digest.of(kept.get())
              + ", not "
              + genesis.ledgerId());
    }
  }

  /// Takes up the stored state; where it does not fit, the newest snapshot that does; where there
  /// is none, the genesis.
  Level run() throws IOException {
    Optional<Level> stored = fromStored();
    if (stored.isPresent()) {
      return stored.get();
    }
    Optional<Level> snapshot = fromSnapshots();
    if (snapshot.isPresent()) {
      return snapshot.get();
    }
    if (blocks.firstWhole() > 1) {
      throw new NodeFault(
          NodeFault.Kind.BEGINNING_MISSING,
          "whole blocks begin with " + blocks.firstWhole() + "; " + String.join("; ", notes));
    }
    StateStore fresh = emptied();
    try {
      Level level = level(Machine.begin(genesis, rules, fresh), fresh);
      tiles.trust();
      return level;
    } catch (IOException | RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  private StateStore emptied() {
    state.destroy();
    return state.open();
  }

  private Optional<Level> fromStored() throws IOException {
    Optional<StateStore> kept = openStore();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    StateStore store = kept.get();
    try {
      return Optional.of(level(resume(store), store));
    } catch (StateDamagedException | MissingTileException | NodeFault e) {
      notes.add("state and tiles are rebuilt: " + why(e));
      store.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Optional<Level> fromSnapshots() throws IOException {
    for (String name : Snapshots.names(disk)) {
      StateStore store = emptied();
      try {
        SnapshotManifest manifest = snapshots.usable(name);
        Snapshots.reader(disk, manifest).load(store);
        notes.add("the state was taken from snapshot " + name);
        return Optional.of(level(resume(store), store));
      } catch (SnapshotFault | StateDamagedException | MissingTileException | NodeFault e) {
        notes.add("snapshot " + name + " was not used: " + e.getMessage());
        store.close();
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    }
    return Optional.empty();
  }

  /// The repair that a fault names is for the log; here it was what is derived that did not fit.
  private static String why(RuntimeException e) {
    return e instanceof NodeFault fault
        ? "what was stored does not fit the log (" + fault.kind() + ")"
        : String.valueOf(e.getMessage());
  }

  private Optional<StateStore> openStore() {
    try {
      StateStore store = state.open();
      Optional<Applied> applied = store.applied();
      if (applied.isPresent() && !applied.get().isLoading()) {
        return Optional.of(store);
      }
      store.close();
    } catch (StateDamagedException e) {
      notes.add("state is rebuilt: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Machine resume(StateStore store) throws IOException {
    Applied applied = store.applied().orElseThrow();
    require(applied.ledger().equals(genesis.ledger()), "it is of another ledger");
    require(applied.height() <= blocks.height(), "it is ahead of the log");
    require(
        applied.height() >= blocks.firstWhole() - 1,
        "it is of a block whose followers were pruned");
    require(
        new StateTree(store::pages, 1).root().equals(applied.root()),
        "its tree does not have its root");
    if (applied.height() == 0) {
      return Machine.begin(genesis, rules, store);
    }
    BlockHeader header = blocks.header(applied.height());
    require(header.hash().equals(applied.header()), "it is of another history");
    require(
        header.stateHeight() == applied.height() && header.stateRoot().equals(applied.root()),
        "its root is not the one in block " + applied.height());
    return Machine.resume(genesis, rules, store, header, tree(header));
  }

  /// The tree after a block, from its tiles, or made again from the blocks where these do not fit.
  private TreeAppender tree(BlockHeader header) throws IOException {
    if (tiles.isDoubted()) {
      List<TileAudit.Fault> damaged = TileAudit.faults(tiles, header.treeSize());
      if (damaged.isEmpty()) {
        tiles.trust();
      } else {
        return rebuilt(header, "tiles are missing or damaged: " + damaged);
      }
    }
    try {
      return TileRebuild.resume(tiles, header);
    } catch (MissingTileException | NodeFault e) {
      return rebuilt(header, why(e));
    }
  }

  private TreeAppender rebuilt(BlockHeader header, String why) throws IOException {
    notes.add("tiles are rebuilt from the log: " + why);
    disk.at(FaultPoint.BEFORE_TILES_REBUILT);
    var tree = new TreeAppender();
    long first = 1;
    if (blocks.firstKept() > 1) {
      SnapshotManifest edge = oldestUsable();
      Snapshots.reader(disk, edge).edge(tiles);
      tree = TreeAppender.open(tiles, edge.treeSize());
      first = edge.height() + 1;
      notes.add("tiles before entry " + edge.treeSize() + " are not here; fetch them from a node");
    }
    new TileRebuild(blocks, tiles).run(tree, first, header.number());
    tiles.writeThrough();
    tiles.trust();
    return tree;
  }

  private SnapshotManifest oldestUsable() throws IOException {
    List<SnapshotManifest> usable = snapshots.usable(notes::add);
    if (usable.isEmpty()) {
      throw new NodeFault(
          NodeFault.Kind.BEGINNING_MISSING, "the tree before block " + blocks.firstKept());
    }
    return usable.getLast();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new StateDamagedException(otherwise);
    }
  }

  /// Takes up the checkpoints of earlier runs. A tile off the right edge that is missing or wrong
  /// makes a good checkpoint look contradicted: then all tiles are looked at first.
  ///
  /// @throws NodeFault CHECKPOINT_CONTRADICTED
  void resume(
      CheckpointSigner checkpoints, List<CheckpointFiles.Stored> stored, Tip tip, TreeProofs proofs)
      throws IOException {
    try {
      checkpoints.resume(stored, tip);
    } catch (MissingTileException | NodeFault e) {
      List<TileAudit.Fault> damaged = TileAudit.faults(tiles, tip.treeSize());
      if (damaged.isEmpty()) {
        throw e;
      }
      rebuilt(blocks.header(tip.number()), "tiles are missing or damaged: " + damaged);
      proofs.forget();
      checkpoints.resume(stored, tip);
    }
  }

  /// Executes the blocks the machine does not have yet.
  private Level level(Machine machine, StateStore store) throws IOException {
    blocks.forEach(
        machine.tip().number() + 1,
        blocks.height(),
        block -> {
          machine.replay(block, signatures, true);
          machine.tree().flush(tiles);
          machine.durable(block.number());
          disk.at(FaultPoint.AFTER_REPLAYED_BLOCK);
          if (machine.unstored() >= storeEntries && machine.canHandOut()) {
            store(machine, store, tiles);
          }
        });
    disk.at(FaultPoint.BEFORE_HEAD_SETTLED);
    settleHead(machine);
    return new Level(machine, store);
  }

  /// Stores what the machine has.
  static void store(Machine machine, StateStore store, TileFiles tiles) throws IOException {
    Machine.ToStore toStore = machine.handOut();
    tiles.writeThrough();
    store.write(toStore.write());
    machine.stored(toStore);
  }

  /// Compares the tree with the log's head, or lets the log take over records above its head.
  private void settleHead(Machine machine) throws IOException {
    Head head = log.head();
    var tip = machine.tip();
    if (log.lastIndex() > head.lastIndex()) {
      log.commit(tip.treeSize(), tip.treeRoot());
      return;
    }
    if (head.treeSize() != tip.treeSize() || !head.root().equals(tip.treeRoot())) {
      throw new NodeFault(
          NodeFault.Kind.TREE_DIFFERS,
          "the head names "
              + head.treeSize()
              + " entries with root "
              + head.root()
              + ", the blocks give "
              + tip.treeSize()
              + " with "
              + tip.treeRoot());
    }
  }

  /// The entries of a block as the tree has them, its header last.
  static List<Bytes> entries(Block block) {
    var entries = new ArrayList<Bytes>(block.entries().size() + 1);
    for (BlockEntry entry : block.entries()) {
      entries.add(entry.encodedLeaf());
    }
    entries.add(block.header().encoded());
    return entries;
  }
}
