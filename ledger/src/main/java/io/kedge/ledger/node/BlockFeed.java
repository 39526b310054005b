package io.kedge.ledger.node;

import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.ledger.state.MemoryStateStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Shows durable blocks to listeners, in order.
final class BlockFeed {
  private static final System.Logger LOG = System.getLogger(BlockFeed.class.getName());

  private final BlockLog blocks;
  private final List<BlockListener> listeners = new CopyOnWriteArrayList<>();
  private long shown;
  private boolean ended;

  /// A feed whose blocks up to a height were before anybody listened.
  BlockFeed(BlockLog blocks, long shown) {
    this.blocks = blocks;
    this.shown = shown;
  }

  /// Shows the next block to everybody.
  synchronized void show(CommittedBlock block) {
    listeners.removeIf(listener -> !shows(listener, block));
    shown = block.block().number();
    notifyAll();
  }

  /// Shows a block to one listener; answers false where it failed and is shown no more.
  private static boolean shows(BlockListener listener, CommittedBlock block) {
    try {
      listener.block(block);
      return true;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "a listener failed at block " + block.block().number() + " and is shown no more",
          e);
      return false;
    }
  }

  synchronized Subscription subscribe(BlockListener listener) {
    listeners.add(listener);
    return subscription(listener, shown);
  }

  private Subscription subscription(BlockListener listener, long startsAfter) {
    return new Subscription() {
      @Override
      public long startsAfter() {
        return startsAfter;
      }

      @Override
      public void close() {
        listeners.remove(listener);
      }
    };
  }

  Subscription subscribeFromStart(
      GenesisState genesis, RuleBook rules, SignatureCheck signatures, BlockListener listener)
      throws IOException {
    var store = new MemoryStateStore();
    Machine machine = Machine.begin(genesis, rules, store);
    BlockLog.Visit replay =
        block -> {
          Machine.Produced produced = machine.replay(block, signatures, true);
          machine.durable(block.number());
          machine.storeIfMany(Machine.ENTRIES_MANY);
          listener.block(new CommittedBlock(block, produced.outcomes(), machine.tip()));
        };
    blocks.forEach(1, shownNow(), replay);
    synchronized (this) {
      blocks.forEach(machine.tip().number() + 1, shown, replay);
      listeners.add(listener);
    }
    return subscription(listener, 0);
  }

  private synchronized long shownNow() {
    return shown;
  }

  /// Waits until a block was shown, or the node ends.
  synchronized void await(long height) throws InterruptedException {
    while (shown < height && !ended) {
      wait();
    }
  }

  /// Shows nothing any more.
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
