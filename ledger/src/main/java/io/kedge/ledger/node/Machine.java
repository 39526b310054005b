package io.kedge.ledger.node;

import io.kedge.contract.Change;
import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.state.StateTree;
import io.kedge.ledger.state.StateWrite;
import io.kedge.ledger.state.WorkingState;
import io.kedge.ledger.tree.TreeAppender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns batches into blocks: executes, grows both trees, closes each block with its header. No
/// disk, clock or thread: what a node, a replay, an import and an inspection have in common.
///
/// One thread uses it; [#committed] and [#stored] may be called from any.
public final class Machine {
  /// Changed entries that are worth storing.
  public static final int ENTRIES_MANY = 50_000;

  private static final int CLEAN_ENTRIES_MAX = 200_000;

  /// A page takes about 2 KiB: a tenth of the heap, within limits.
  private static final int STATE_PAGES_MAX =
      Math.clamp(Runtime.getRuntime().maxMemory() / 20_000, 10_000, 400_000);

  private final GenesisState genesis;
  private final RuleBook rules;
  private final StateStore store;
  private final WorkingState state;
  private final BatchExecutor executor;
  private final StateTree stateTree;
  private final TreeAppender tree;
  private Tip tip;
  private long stateHeight;
  private volatile long handOutStored;
  private long handOutTold;
  private int decidedSinceHandOut;

  /// A block, and what its commands did.
  ///
  /// @param block the block
  /// @param outcomes one for each entry, with details and changes, which the block does not have
  /// @param decided the commands whose id it consumed
  public record Produced(
      Block block, List<Outcome> outcomes, Map<CommandId, CommandRecord> decided) {}

  /// What a store needs to hold the state up to a block.
  ///
  /// @param write the changes since the last time
  /// @param handOut its number, for [#stored]
  public record ToStore(StateWrite write, long handOut) {}

  private Machine(
      GenesisState genesis, RuleBook rules, StateStore store, TreeAppender tree, Tip tip) {
    this.genesis = genesis;
    this.rules = rules;
    this.store = store;
    this.state = new WorkingState(store, CLEAN_ENTRIES_MAX, rules.resident());
    this.executor = new BatchExecutor(rules, state);
    this.stateTree = new StateTree(store::pages, STATE_PAGES_MAX);
    this.tree = tree;
    this.tip = tip;
    this.stateHeight = tip.number();
  }

  /// The machine after the genesis. Enters the genesis into an empty store.
  public static Machine begin(GenesisState genesis, RuleBook rules, StateStore store) {
    if (store.applied().isEmpty()) {
      var changes = new HashMap<Key, Optional<Bytes>>();
      genesis
          .changes()
          .forEach(
              change -> {
                switch (change) {
                  case Change.Put(var key, var value) -> changes.put(key, Optional.of(value));
                  case Change.Delete(var key) -> changes.remove(key);
                }
              });
      var fresh = new StateTree(store::pages, STATE_PAGES_MAX);
      fresh.update(changes);
      var applied = new Applied(genesis.ledger(), 0, Digest.ZERO, fresh.root());
      store.write(new StateWrite(applied, changes, new HashMap<>(), fresh.handOut()));
    }
    var tree = new TreeAppender();
    Digest root = new StateTree(store::pages, 1).root();
    var tip = new Tip(0, genesis.time(), Digest.ZERO, 0, tree.root(), root);
    return new Machine(genesis, rules, store, tree, tip);
  }

  /// The machine after a block whose state is in the store.
  ///
  /// @param header of the block the store holds the state of
  /// @param tree with all entries up to that header
  public static Machine resume(
      GenesisState genesis,
      RuleBook rules,
      StateStore store,
      BlockHeader header,
      TreeAppender tree) {
    var tip =
        new Tip(
            header.number(),
            header.time(),
            header.hash(),
            header.treeSize(),
            tree.root(),
            header.stateRoot());
    return new Machine(genesis, rules, store, tree, tip);
  }

  /// The last block.
  public Tip tip() {
    return tip;
  }

  /// The state root as it is now, whether or not a header carries it. The tree itself stays at the
  /// root of a header: what proofs are made of.
  public Digest stateRoot() {
    if (state.sinceRoot().isEmpty()) {
      return stateTree.root();
    }
    var ahead = new StateTree(this::pages, STATE_PAGES_MAX);
    ahead.update(state.sinceRoot());
    return ahead.root();
  }

  private List<Optional<Bytes>> pages(List<Bytes> paths) {
    return paths.stream().map(stateTree::page).toList();
  }

  /// What the state said of a key after the last block whose root a header carries; empty before
  /// the first block. No block may be executed meanwhile.
  ///
  /// @throws io.kedge.ledger.state.StateDamagedException where the stored state does not fit
  Optional<StateClaim> claim(Key key) {
    if (tip.number() == 0) {
      return Optional.empty();
    }
    return Optional.of(claim(Math.max(1, stateHeight), tip.stateRoot(), key));
  }

  /// The same where it is known which header carries the root.
  StateClaim claim(long statedIn, Digest root, Key key) {
    return StateClaim.of(statedIn, root, key, state.valueAfter(key, stateHeight), this::pages);
  }

  /// The tree over all entries.
  public TreeAppender tree() {
    return tree;
  }

  /// The state after the last block that [#durable] was told of.
  public LedgerView committed() {
    return state.committed();
  }

  /// The state with its index of commands.
  WorkingState state() {
    return state;
  }

  /// Executes the next batch and closes its block.
  Produced execute(LedgerTime time, List<PreparedCommand> commands) {
    if (handOutTold < handOutStored) {
      handOutTold = handOutStored;
      stateTree.stored(handOutTold);
    }
    long number = tip.number() + 1;
    BatchExecutor.Executed executed = executor.execute(number, time, commands);
    decidedSinceHandOut += executed.decided().size();
    long firstLeaf = tree.size();
    var entries = new ArrayList<BlockEntry>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      Outcome outcome = executed.outcomes().get(i);
      Bytes leaf = executed.commands().get(i).leaf(outcome).encoded();
      tree.appendEntry(leaf);
      entries.add(new BlockEntry(leaf, outcome.events()));
    }
    Digest stateRoot = stateRootAfter(number);
    var header =
        new BlockHeader(
            number,
            time,
            tip.header(),
            firstLeaf,
            entries.size(),
            tree.root(),
            stateRoot,
            stateHeight);
    Digest hash = tree.appendEntry(header.encoded());
    tip = new Tip(number, time, hash, tree.size(), tree.root(), stateRoot);
    return new Produced(new Block(header, entries), executed.outcomes(), executed.decided());
  }

  private Digest stateRootAfter(long number) {
    if (number % genesis.stateRootEvery() != 0) {
      return tip.stateRoot();
    }
    stateHeight = number;
    stateTree.update(state.takeSinceRoot());
    return stateTree.root();
  }

  /// Looks at bytes that were submitted or ordered.
  PreparedCommand prepare(Bytes envelope, SignatureCheck check) {
    return PreparedCommand.of(rules, genesis.ledger(), envelope, check);
  }

  /// Looks at a command that is in the log.
  PreparedCommand prepare(Leaf leaf, SignatureCheck check) {
    return PreparedCommand.of(rules, genesis.ledger(), leaf, check);
  }

  /// Executes a block of the log again.
  ///
  /// @param rule verifies signatures
  /// @param trusting true to take signatures for verified where the log says the command was not
  ///     refused for them
  /// @throws NodeFault where the result is not the block, byte for byte
  public Produced replay(Block block, SignatureCheck rule, boolean trusting) {
    BlockHeader header = block.header();
    requireNext(header);
    var commands = new ArrayList<PreparedCommand>(block.entries().size());
    for (BlockEntry entry : block.entries()) {
      Leaf leaf = entry.leaf();
      SignatureCheck check =
          trusting && !refusedForSignature(leaf) ? (key, message, signature) -> true : rule;
      commands.add(PreparedCommand.of(rules, genesis.ledger(), leaf, check));
    }
    Produced produced = execute(header.time(), commands);
    if (!produced.block().equals(block)) {
      throw new NodeFault(
          NodeFault.Kind.REPLAY_DIFFERS, Difference.between(block, produced.block()));
    }
    return produced;
  }

  private void requireNext(BlockHeader header) {
    if (header.number() != tip.number() + 1
        || !header.previous().equals(tip.header())
        || header.firstLeaf() != tree.size()
        || header.time().isBefore(tip.time())) {
      throw new NodeFault(
          NodeFault.Kind.BLOCK_UNREADABLE,
          "block " + header.number() + " does not follow block " + tip.number());
    }
  }

  private static boolean refusedForSignature(Leaf leaf) {
    return leaf.code().equals(CommandRefusal.SIGNATURE_WRONG.code())
        || leaf.code().equals(CommandRefusal.DOCUMENT_SIGNATURE_WRONG.code());
  }

  /// Learns that a block and all before it are durable.
  public void durable(long height) {
    state.durable(height);
  }

  /// Changed entries and decided commands that are not stored yet. Refused commands change nothing
  /// and are remembered all the same: without them, a flood of refusals would never be stored.
  public int unstored() {
    return state.unstored() + decidedSinceHandOut;
  }

  /// True where the state can be handed out: it is the state of a header's root.
  public boolean canHandOut() {
    return stateHeight == tip.number();
  }

  /// Everything that changed since the last time, for storing once the last block is durable.
  public ToStore handOut() {
    if (!canHandOut()) {
      throw new IllegalStateException("block " + tip.number() + " takes no state root");
    }
    WorkingState.Layer layer = state.collect();
    decidedSinceHandOut = 0;
    var applied = new Applied(genesis.ledger(), tip.number(), tip.header(), stateTree.root());
    var write = new StateWrite(applied, layer.entries(), layer.commands(), stateTree.handOut());
    return new ToStore(write, stateTree.handOuts());
  }

  /// Stores what it has at once, if it is at least so many entries and can be handed out: for those
  /// who execute without a pipeline.
  public void storeIfMany(int entriesMin) {
    if (unstored() >= entriesMin && canHandOut()) {
      ToStore toStore = handOut();
      store.write(toStore.write());
      stored(toStore);
    }
  }

  /// Learns that what was handed out is in the store.
  public void stored(ToStore done) {
    handOutStored = done.handOut();
    state.stored(done.write().applied().height());
  }
}
