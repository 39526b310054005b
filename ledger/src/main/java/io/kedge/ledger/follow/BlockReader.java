package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.ordering.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Groups the entries of a tree into blocks, by their headers. Each header must follow the one
/// before; what its commands give is not looked at here.
final class BlockReader {
  private static final int LEAVES_MAX = 100_000;
  private static final long BYTES_MAX = 256L << 20;

  private long next;
  private Digest previous;
  private LedgerTime time;
  private long first;
  private List<Leaf> leaves = new ArrayList<>();
  private long bytes;

  BlockReader(Tip tip) {
    this.next = tip.number() + 1;
    this.previous = tip.header();
    this.time = tip.time();
    this.first = tip.treeSize();
  }

  /// A block as the ledger has it.
  record Read(BlockHeader header, List<Leaf> leaves) {}

  /// Thrown where an entry cannot be what the rules of blocks demand.
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Divergence divergence;

    Wrong(Divergence divergence) {
      super(divergence.reason().name(), null, false, false);
      this.divergence = divergence;
    }

    Divergence divergence() {
      return divergence;
    }
  }

  /// The index of the entry that comes next.
  long index() {
    return first + leaves.size();
  }

  /// Takes the next entry; answers the block it closes.
  Optional<Read> take(Bytes entry) throws Wrong {
    BlockHeader header;
    try {
      if (Leaf.isLeaf(entry)) {
        leaves.add(Leaf.decode(entry));
        bytes += entry.size();
        requireSmall();
        return Optional.empty();
      }
      header = BlockHeader.decode(entry);
    } catch (IllegalArgumentException e) {
      throw new Wrong(
          new Divergence(
              StopReason.ENTRY_UNREADABLE,
              next,
              index(),
              "",
              "a command or a header",
              String.valueOf(e.getMessage())));
    }
    requireNext(header);
    var block = new Read(header, List.copyOf(leaves));
    previous = header.hash();
    time = header.time();
    first = header.treeSize();
    next++;
    leaves = new ArrayList<>();
    bytes = 0;
    return Optional.of(block);
  }

  private void requireSmall() throws Wrong {
    if (leaves.size() > LEAVES_MAX || bytes > BYTES_MAX) {
      throw new Wrong(
          new Divergence(
              StopReason.BLOCK_TOO_LARGE,
              next,
              index() - 1,
              "",
              "at most " + LEAVES_MAX + " commands and " + BYTES_MAX + " bytes",
              leaves.size() + " and " + bytes));
    }
  }

  private void requireNext(BlockHeader header) throws Wrong {
    require(header, "number " + next, "number " + header.number());
    require(header, "previous " + previous, "previous " + header.previous());
    require(header, "first entry " + first, "first entry " + header.firstLeaf());
    require(header, "commands " + leaves.size(), "commands " + header.leafCount());
    if (header.time().isBefore(time)) {
      String from = "time from " + time.millis();
      throw wrong(header, from, "time " + header.time().millis());
    }
  }

  private void require(BlockHeader header, String expected, String got) throws Wrong {
    if (!expected.equals(got)) {
      throw wrong(header, expected, got);
    }
  }

  private Wrong wrong(BlockHeader header, String expected, String got) {
    return new Wrong(
        new Divergence(StopReason.HEADER_WRONG, header.number(), index(), "", expected, got));
  }

  /// True between two blocks.
  boolean isAtEnd() {
    return leaves.isEmpty();
  }

  /// What is wrong with a checkpoint that ends here inside a block.
  Divergence unfinished() {
    return new Divergence(
        StopReason.CHECKPOINT_INSIDE_BLOCK, next, index() - 1, "", "a header", "a command");
  }
}
