package io.kedge.ledger.fsck;

import io.kedge.contract.Change;
import io.kedge.contract.MapView;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.log.Head;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Machine;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.PlainStateRoot;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.MerkleHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// One inspection of a directory (semantics/ledger.md §4B.9). Nothing in the directory is trusted
/// but the genesis, which must have the hash that the log was made with.
///
/// What it derives, it derives with the same rules and in other ways where there are two: the state
/// root also straight from its definition, the tiles from the entries alone.
public final class Fsck {
  private final Disk disk;
  private final GenesisState genesis;
  private final RuleBook rules;
  private final Optional<Supplier<StateStore>> state;
  private final LongConsumer progress;
  private final List<FsckFault> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private final MapView model = new MapView();
  private final TreeMap<io.kedge.kernel.CommandId, CommandRecord> index = new TreeMap<>();
  private final MemoryTileStore tiles = new MemoryTileStore();
  private long commands;

  /// The last block that could be executed with the same result: what comes after it in the machine
  /// is of no account.
  private Tip sound;

  private Fsck(
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      Optional<Supplier<StateStore>> state,
      LongConsumer progress) {
    this.disk = disk;
    this.genesis = genesis;
    this.rules = rules;
    this.state = state;
    this.progress = progress;
    this.sound = nothing(genesis);
  }

  /// Inspects a ledger in a directory of the machine, its state in RocksDB included.
  ///
  /// @param progress is told the height of each block that was looked at
  /// @throws io.kedge.ledger.disk.DiskLocked if a node has it open
  public static FsckReport run(
      RealDisk disk, GenesisState genesis, RuleBook rules, LongConsumer progress)
      throws IOException {
    Optional<Supplier<StateStore>> state =
        disk.exists(NodeParts.STATE)
            ? Optional.of(() -> RocksStateStore.openReadOnly(disk, NodeParts.STATE))
            : Optional.empty();
    return run(disk, genesis, rules, state, progress);
  }

  /// Inspects a ledger on any disk.
  ///
  /// @param state opens its stored state for reading, if it has one
  /// @param progress is told the height of each block that was looked at
  /// @throws io.kedge.ledger.disk.DiskLocked if a node has it open
  public static FsckReport run(
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      Optional<Supplier<StateStore>> state,
      LongConsumer progress)
      throws IOException {
    return new Fsck(disk, genesis, rules, state, progress).run();
  }

  private FsckReport run() throws IOException {
    if (!LedgerNode.genesisDocument(disk).equals(Optional.of(genesis.document()))) {
      fault(LedgerNode.GENESIS, 0, "not the genesis document", "put it back from a backup");
    }
    try (var log = LedgerLog.openForReading(disk, genesis.ledgerId(), LedgerLog.Reading.ALONE)) {
      notes.addAll(log.report().notes());
      heads(log);
      var blocks = new BlockLog(log);
      Machine machine;
      try {
        machine = new Beginning(disk, genesis, rules, blocks, tiles, notes).machine(model, index);
      } catch (NodeFault e) {
        fault("log", blocks.firstKept(), String.valueOf(e.getMessage()), e.kind().repair());
        return report(Optional.empty(), 0);
      } catch (SnapshotFault e) {
        fault(Snapshots.DIRECTORY, 0, String.valueOf(e.getMessage()), e.kind().repair());
        return report(Optional.empty(), 0);
      }
      return inspect(log, blocks, machine);
    } catch (LogFault e) {
      fault(e.file(), 0, e.kind() + ", bytes " + e.from() + " to " + e.to(), e.kind().repair());
      notes.add("tiles, checkpoints and stored state were not compared: the log comes first");
      return report(Optional.empty(), 0);
    }
  }

  private FsckReport inspect(LedgerLog log, BlockLog blocks, Machine machine) throws IOException {
    int checkpoints = 0;
    boolean whole = false;
    sound = machine.tip();
    try {
      try (var stored = new StoredState(state, model, index, faults, notes)) {
        stored.compareAt(machine.tip());
        var snapshots = new StoredSnapshots(disk, genesis, blocks, index, faults, notes);
        snapshots.check();
        snapshots.compareAt(machine.tip());
        whole = blocks(blocks, machine, stored, snapshots);
        if (whole) {
          head(log, machine);
        }
      }
      long treeSize = sound.treeSize();
      new StoredTiles(disk, tiles, faults, notes).compare(treeSize);
      var all = new TileUnion(tiles, new TileFiles(disk));
      checkpoints = new StoredCheckpoints(disk, genesis, all, faults, notes).check(treeSize);
    } catch (LogFault e) {
      fault(e.file(), 0, e.kind() + ", bytes " + e.from() + " to " + e.to(), e.kind().repair());
      notes.add("tiles, checkpoints and stored state were not compared: the log comes first");
    }
    Digest stateRoot = PlainStateRoot.of(model.entries());
    if (whole && !stateRoot.equals(machine.stateRoot())) {
      fault(
          "log",
          machine.tip().number(),
          "the state root of the definition is "
              + stateRoot
              + ", the tree's "
              + machine.stateRoot(),
          "report it: the program is wrong, not the ledger");
    }
    return report(Optional.of(sound), checkpoints);
  }

  /// @param last the last sound block; empty where nothing could be executed
  private FsckReport report(Optional<Tip> last, int checkpoints) {
    Tip tip = last.orElse(nothing(genesis));
    return new FsckReport(
        genesis.ledger(),
        tip.number(),
        tip.treeSize(),
        tip.treeRoot(),
        PlainStateRoot.of(model.entries()),
        commands,
        checkpoints,
        faults,
        notes);
  }

  private static Tip nothing(GenesisState genesis) {
    return new Tip(0, genesis.time(), Digest.ZERO, 0, MerkleHasher.emptyRoot(), Digest.ZERO);
  }

  private void fault(String file, long height, String what, String repair) {
    faults.add(new FsckFault(file, height, what, repair));
  }

  /// Executes every block again; answers whether all of them could be.
  private boolean blocks(
      BlockLog blocks, Machine machine, StoredState stored, StoredSnapshots snapshots)
      throws IOException {
    try {
      blocks.forEach(
          machine.tip().number() + 1,
          blocks.height(),
          block -> {
            Machine.Produced produced = machine.replay(block, SignatureRule.standard(), false);
            machine.durable(block.number());
            machine.storeIfMany(Machine.ENTRIES_MANY);
            machine.tree().flush(tiles);
            note(block, produced);
            stored.compareAt(machine.tip());
            snapshots.compareAt(machine.tip());
            sound = machine.tip();
            progress.accept(block.number());
          });
      return true;
    } catch (NodeFault e) {
      fault("log", sound.number() + 1, String.valueOf(e.getMessage()), e.kind().repair());
      return false;
    }
  }

  private void note(Block block, Machine.Produced produced) {
    commands += block.entries().size();
    for (int i = 0; i < block.entries().size(); i++) {
      List<Change> changes = produced.outcomes().get(i).changes();
      model.apply(changes);
    }
    produced.decided().forEach(index::put);
  }

  /// One lost head is made good by the other; it is a fault all the same.
  private void heads(LedgerLog log) {
    String repair = "start the node: it writes both heads again";
    log.report().headLost().ifPresent(file -> fault(file, 0, "cannot be read", repair));
    if (log.report().headOld()) {
      fault("head.A and head.B", 0, "are older than the log", repair);
    }
  }

  private void head(LedgerLog log, Machine machine) {
    Head head = log.head();
    if (head.lastIndex() == log.lastIndex()
        && (head.treeSize() != machine.tip().treeSize()
            || !head.root().equals(machine.tip().treeRoot()))) {
      fault(
          "head.A or head.B",
          machine.tip().number(),
          "names a tree of " + head.treeSize() + " entries with root " + head.root(),
          "put both heads back from one backup together with the segments");
    }
  }
}
