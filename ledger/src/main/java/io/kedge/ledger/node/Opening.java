package io.kedge.ledger.node;

import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.Head;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateTree;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TileAudit;
import io.kedge.ledger.tree.TreeAppender;
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
  private final NodeParts parts;
  private final LedgerLog log;
  private final BlockLog blocks;
  private final TileFiles tiles;
  private final List<String> notes = new ArrayList<>();

  Opening(GenesisState genesis, RuleBook rules, NodeParts parts, LedgerLog log, TileFiles tiles) {
    this.genesis = genesis;
    this.rules = rules;
    this.parts = parts;
    this.log = log;
    this.blocks = new BlockLog(log);
    this.tiles = tiles;
  }

  /// A machine level with the log, and the store under it.
  record Level(Machine machine, StateStore store, List<String> notes) {}

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

  Level run() throws IOException {
    Optional<StateStore> kept = openStore();
    if (kept.isPresent()) {
      StateStore store = kept.get();
      try {
        return level(resume(store), store);
      } catch (StateDamagedException | MissingTileException | NodeFault e) {
        notes.add("state and tiles are rebuilt from the log: " + why(e));
        store.close();
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    }
    parts.state().destroy();
    StateStore fresh = parts.state().open();
    try {
      return level(Machine.begin(genesis, rules, fresh), fresh);
    } catch (IOException | RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /// The repair that a fault names is for the log; here it was what is derived that did not fit.
  private static String why(RuntimeException e) {
    return e instanceof NodeFault fault
        ? "what was stored does not fit it (" + fault.kind() + ")"
        : String.valueOf(e.getMessage());
  }

  private Optional<StateStore> openStore() {
    try {
      StateStore store = parts.state().open();
      if (store.applied().isPresent()) {
        return Optional.of(store);
      }
      store.close();
    } catch (StateDamagedException e) {
      notes.add("state is rebuilt from the log: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Machine resume(StateStore store) throws IOException {
    Applied applied = store.applied().orElseThrow();
    require(applied.ledger().equals(genesis.ledger()), "it is of another ledger");
    require(applied.height() <= blocks.height(), "it is ahead of the log");
    require(
        new StateTree(store::pages, 1).root().equals(applied.root()),
        "its tree does not have its root");
    if (applied.height() == 0) {
      return Machine.begin(genesis, rules, store);
    }
    BlockHeader header = blocks.read(applied.height()).header();
    require(header.hash().equals(applied.header()), "it is of another history");
    require(
        header.stateHeight() == applied.height() && header.stateRoot().equals(applied.root()),
        "its root is not the one in block " + applied.height());
    List<TileAudit.Fault> damaged = TileAudit.faults(tiles, header.treeSize());
    require(damaged.isEmpty(), "tiles are missing or damaged: " + damaged);
    TreeAppender tree = TreeAppender.open(tiles, header.treeSize());
    return Machine.resume(genesis, rules, store, header, tree);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new StateDamagedException(otherwise);
    }
  }

  /// Executes the blocks the machine does not have yet.
  private Level level(Machine machine, StateStore store) throws IOException {
    int storeEntries = parts.limits().storeEntries();
    blocks.forEach(
        machine.tip().number() + 1,
        blocks.height(),
        block -> {
          machine.replay(block, parts.signatures(), true);
          machine.tree().flush(tiles);
          machine.durable(block.number());
          if (machine.unstored() >= storeEntries && machine.canHandOut()) {
            store(machine, store, tiles);
          }
        });
    settleHead(machine);
    return new Level(machine, store, List.copyOf(notes));
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
