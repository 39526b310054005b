package io.kedge.ledger.node;

import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.state.StateStore;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Adds blocks that were made elsewhere to a ledger in a directory, one after the other: verifies
/// every signature, executes every command, and writes a block only where it comes out the same,
/// byte for byte.
public final class BlockAppender implements Closeable {
  private static final int COMMIT_EVERY_BLOCKS = 64;
  private static final int STORE_ENTRIES = 20_000;

  private final SignatureCheck signatures;
  private final LedgerLog log;
  private final TileFiles tiles;
  private final StateStore store;
  private final Machine machine;
  private final List<String> notes;
  private int uncommitted;

  /// False while a block is on its way: where it did not come out the same, the machine is beyond
  /// the log and nothing of it is stored.
  private boolean sound = true;

  private BlockAppender(
      SignatureCheck signatures,
      LedgerLog log,
      TileFiles tiles,
      Opening.Level level,
      List<String> notes) {
    this.signatures = signatures;
    this.log = log;
    this.tiles = tiles;
    this.store = level.store();
    this.machine = level.machine();
    this.notes = notes;
  }

  /// Opens the ledger in a directory, as a start of its node would, or founds it there.
  ///
  /// @throws io.kedge.ledger.disk.DiskLocked if a process has the ledger
  /// @throws io.kedge.ledger.log.LogFault if the log is damaged or of another ledger
  public static BlockAppender open(
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      StateStore.Provider state,
      SignatureCheck signatures)
      throws IOException {
    try (var _ = LedgerLog.alone(disk)) {
      Opening.keepGenesis(disk, genesis);
    }
    var config = LogConfig.of(genesis.ledgerId()).withDepth(LogConfig.Depth.TAIL);
    LedgerLog log =
        LedgerLog.open(
            disk,
            config,
            failure -> {
              throw failure;
            });
    try {
      var tiles = new TileFiles(disk);
      var opening = new Opening(genesis, rules, disk, state, signatures, STORE_ENTRIES, log, tiles);
      Opening.Level level = opening.run();
      return new BlockAppender(signatures, log, tiles, level, opening.notes());
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// What opening found worth telling, a sentence each.
  public List<String> notes() {
    return notes;
  }

  /// The last block.
  public Tip tip() {
    return machine.tip();
  }

  /// Adds the next block.
  ///
  /// @throws NodeFault where it does not follow the last one, or executing it gives another one
  public void append(Block block) throws IOException {
    sound = false;
    machine.replay(block, signatures, false);
    machine.tree().flush(tiles);
    log.append(List.of(BlockLog.body(block)));
    sound = true;
    uncommitted++;
    if (uncommitted == COMMIT_EVERY_BLOCKS || machine.unstored() >= STORE_ENTRIES) {
      commit();
    }
  }

  /// Makes the blocks added so far durable.
  public void commit() throws IOException {
    Tip tip = machine.tip();
    if (uncommitted > 0) {
      log.commit(tip.treeSize(), tip.treeRoot());
      uncommitted = 0;
    }
    machine.durable(tip.number());
    if (machine.unstored() >= STORE_ENTRIES && machine.canHandOut()) {
      Opening.store(machine, store, tiles);
    }
  }

  /// Gives the directory back. Blocks that were added and not committed may or may not be in the
  /// ledger afterwards; they are good ones.
  @Override
  public void close() throws IOException {
    try {
      if (sound && uncommitted == 0 && machine.canHandOut() && machine.tip().number() > 0) {
        Opening.store(machine, store, tiles);
        store.flush();
      }
    } finally {
      store.close();
      log.close();
    }
  }
}
