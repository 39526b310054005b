package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.KeptBlock;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogCursor;
import io.kedge.ledger.log.LogPruned;
import io.kedge.ledger.log.LogRecord;
import io.kedge.ledger.log.RecordBody;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The blocks of a log: record n − 1 is block n. Reading may be done from any thread.
public final class BlockLog {
  /// The type of a record that is a block.
  public static final int BLOCK = 1;

  private static final int RECENT_MAX = 8;

  private final LedgerLog log;
  private final Map<Long, Block> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Block> eldest) {
          return size() > RECENT_MAX;
        }
      };

  /// The blocks of a log.
  public BlockLog(LedgerLog log) {
    this.log = log;
  }

  /// The height of the last block that can be read, 0 where there is none.
  public long height() {
    return log.lastIndex() + 1;
  }

  /// A block. The last ones read are kept.
  ///
  /// @throws NodeFault where the record is no such block
  /// @throws IOException also a [io.kedge.ledger.log.LogFault] where it is damaged
  public Block read(long height) throws IOException {
    synchronized (recent) {
      Block known = recent.get(height);
      if (known != null) {
        return known;
      }
    }
    Block block = decode(log.read(height - 1));
    synchronized (recent) {
      recent.put(height, block);
    }
    return block;
  }

  /// The first block that is here as it was written. Those before it were pruned, or are not here
  /// because the ledger was begun from a snapshot.
  public long firstWhole() {
    return log.firstWhole() + 1;
  }

  /// The first block of which anything is here: 1, or above it in a ledger that was begun from a
  /// snapshot.
  public long firstKept() {
    return log.firstKept() + 1;
  }

  /// What was kept of a pruned block; empty of one that is here as it was written.
  ///
  /// @throws NodeFault where it cannot be read
  /// @throws IOException also a [io.kedge.ledger.log.LogFault]
  public Optional<KeptBlock> kept(long height) throws IOException {
    Optional<Bytes> kept = log.kept(height - 1);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeptBlock block = KeptBlock.decode(kept.get());
      if (block.header().number() == height) {
        return Optional.of(block);
      }
    } catch (IllegalArgumentException e) {
      throw new NodeFault(NodeFault.Kind.BLOCK_UNREADABLE, "pruned block " + height, e);
    }
    throw new NodeFault(NodeFault.Kind.BLOCK_UNREADABLE, "pruned block " + height);
  }

  /// The hash of a block's record in the log; empty of a pruned one, unless it was the last of its
  /// segment.
  public Optional<Digest> recordHash(long height) throws IOException {
    return log.hash(height - 1);
  }

  /// The header of a block, pruned or not.
  ///
  /// @throws NodeFault where the record is no such block
  /// @throws IOException also a [io.kedge.ledger.log.LogFault] where it is damaged or not here
  public BlockHeader header(long height) throws IOException {
    Optional<KeptBlock> kept = kept(height);
    return kept.isPresent() ? kept.get().header() : read(height).header();
  }

  /// Drops the payloads of blocks, whole segments of the log at a time; headers and leaf hashes
  /// stay. The log must be open for writing.
  ///
  /// @param before the first block that must keep its payloads
  LogPruned prune(long before) throws IOException {
    LogPruned pruned = log.prune(before - 1, entry -> KeptBlock.of(decode(entry)).encoded());
    synchronized (recent) {
      recent.keySet().removeIf(height -> height < firstWhole());
    }
    return pruned;
  }

  /// The block that ends where a checkpoint stands.
  ///
  /// @param treeSize entries of the checkpoint's tree
  /// @throws NodeFault CHECKPOINT_CONTRADICTED where no block ends there
  long endingAt(long treeSize) throws IOException {
    long low = firstKept();
    long high = height();
    while (low <= high) {
      long middle = low + (high - low) / 2;
      long size = header(middle).treeSize();
      if (size == treeSize) {
        return middle;
      }
      if (size < treeSize) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new NodeFault(
        NodeFault.Kind.CHECKPOINT_CONTRADICTED, "no block ends at entry " + treeSize);
  }

  /// Keeps a block that was just written, for those who ask for it at once.
  void remember(Block block) {
    synchronized (recent) {
      recent.put(block.number(), block);
    }
  }

  /// What is done with a block.
  @FunctionalInterface
  public interface Visit {
    /// Looks at a block.
    void block(Block block) throws IOException;
  }

  /// Goes through blocks in order.
  ///
  /// @param first the first, from 1
  /// @param last the last; nothing is done where it is below `first`
  public void forEach(long first, long last, Visit visit) throws IOException {
    if (last < first) {
      return;
    }
    LogCursor cursor = log.readFrom(first - 1);
    for (long height = first; height <= last; height++) {
      visit.block(decode(cursor.next()));
    }
  }

  /// The body of a block's record.
  public static RecordBody body(Block block) {
    return new RecordBody(BLOCK, block.encoded());
  }

  private static Block decode(LogRecord entry) {
    long height = entry.index() + 1;
    if (entry.type() != BLOCK) {
      throw new NodeFault(
          NodeFault.Kind.BLOCK_UNREADABLE, "record " + entry.index() + " of type " + entry.type());
    }
    Block block;
    try {
      block = Block.decode(entry.body());
    } catch (IllegalArgumentException e) {
      throw new NodeFault(NodeFault.Kind.BLOCK_UNREADABLE, "block " + height, e);
    }
    if (block.number() != height) {
      throw new NodeFault(
          NodeFault.Kind.BLOCK_UNREADABLE, "block " + block.number() + " in place of " + height);
    }
    return block;
  }
}
