package io.kedge.ledger.fsck;

import io.kedge.contract.Change;
import io.kedge.contract.MapView;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.KeptBlock;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LocalSnapshots;
import io.kedge.ledger.node.Machine;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.MemoryStateStore;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where an inspection begins to execute: with the genesis, or, where payloads were pruned, with
/// the oldest snapshot after them. Of what lies before, the hashes are checked: the chain of
/// headers, the leaves under each header's root, the snapshot's state under its header's.
final class Beginning {
  private final Disk disk;
  private final GenesisState genesis;
  private final RuleBook rules;
  private final BlockLog blocks;
  private final TileStore tiles;
  private final List<String> notes;

  Beginning(
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      BlockLog blocks,
      TileStore tiles,
      List<String> notes) {
    this.disk = disk;
    this.genesis = genesis;
    this.rules = rules;
    this.blocks = blocks;
    this.tiles = tiles;
    this.notes = notes;
  }

  /// The machine there; fills the model of the state and the index of commands as they are there.
  ///
  /// @throws NodeFault where a hash does not fit, or no snapshot can be used
  /// @throws io.kedge.ledger.snapshot.SnapshotFault where the snapshot is not as it was written
  Machine machine(MapView model, Map<CommandId, CommandRecord> index) throws IOException {
    if (blocks.firstWhole() == 1) {
      model.apply(genesis.changes());
      return Machine.begin(genesis, rules, new MemoryStateStore());
    }
    List<SnapshotManifest> usable = new LocalSnapshots(disk, genesis, blocks).usable(notes::add);
    if (usable.isEmpty()) {
      throw new NodeFault(
          NodeFault.Kind.BEGINNING_MISSING, "whole blocks begin with " + blocks.firstWhole());
    }
    SnapshotManifest snapshot = usable.getLast();
    var reader = Snapshots.reader(disk, snapshot);
    reader.verify();
    var store = new MemoryStateStore();
    reader.load(store);
    store.forEachEntry((key, value) -> model.apply(List.of(new Change.Put(key, value))));
    store.forEachCommand(index::put);
    TreeAppender tree = tree(snapshot);
    notes.add(
        "payloads of blocks before "
            + blocks.firstWhole()
            + " were pruned: their hashes were checked; executed from snapshot "
            + snapshot.name());
    return Machine.resume(genesis, rules, store, snapshot.header(), tree);
  }

  /// The tree up to the snapshot, from leaf hashes where there is nothing else.
  private TreeAppender tree(SnapshotManifest snapshot) throws IOException {
    long height = blocks.firstKept();
    Optional<KeptBlock> first = blocks.kept(height);
    boolean headerOnly = first.isPresent() && first.get().leafHashes().isEmpty();
    if (headerOnly && snapshot.height() > height) {
      throw new NodeFault(
          NodeFault.Kind.BEGINNING_MISSING,
          "the snapshot of block " + height + ", with which this ledger was begun");
    }
    if (headerOnly) {
      Snapshots.reader(disk, snapshot).edge(tiles);
      notes.add("the ledger was begun from a snapshot: earlier entries are not here");
      return TreeAppender.open(tiles, snapshot.treeSize());
    }
    var tree = new TreeAppender();
    Digest previous = Digest.ZERO;
    for (; height <= snapshot.height(); height++) {
      Optional<KeptBlock> kept = blocks.kept(height);
      KeptBlock block = kept.isPresent() ? kept.get() : KeptBlock.of(blocks.read(height));
      previous = add(tree, previous, block);
    }
    if (!tree.root().equals(snapshot.treeRoot())) {
      throw new NodeFault(
          NodeFault.Kind.TREE_DIFFERS, "snapshot " + snapshot.name() + " names another root");
    }
    return tree;
  }

  private Digest add(TreeAppender tree, Digest previous, KeptBlock block) {
    BlockHeader header = block.header();
    boolean follows = header.previous().equals(previous) && header.firstLeaf() == tree.size();
    block.leafHashes().orElse(List.of()).forEach(tree::append);
    if (!follows || !tree.root().equals(header.treeRoot())) {
      throw new NodeFault(
          NodeFault.Kind.TREE_DIFFERS,
          "the leaf hashes of block " + header.number() + " do not have its header's root");
    }
    tree.append(header.hash());
    tree.flush(tiles);
    return header.hash();
  }
}
