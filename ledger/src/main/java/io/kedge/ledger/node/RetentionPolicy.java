package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Which blocks keep their payloads, as a file of the ledger's directory says it. A block is pruned
/// where neither rule keeps it, and a verified snapshot covers it.
///
/// @param keepBlocks that many newest blocks; 0 where only days count
/// @param keepDays blocks not older than that, by ledger time, than the newest; 0 where only blocks
///     count
public record RetentionPolicy(long keepBlocks, long keepDays) {
  /// The file, lines of text: `kedge-retention 1`, then `keep-blocks N`, `keep-days N`, or both.
  public static final String FILE = "retention";

  private static final String FIRST = "kedge-retention 1";
  private static final String BLOCKS = "keep-blocks ";
  private static final String DAYS = "keep-days ";
  private static final int BYTES_MAX = 1 << 12;

  /// Checks that something is kept.
  public RetentionPolicy {
    if (keepBlocks < 0 || keepDays < 0 || keepBlocks + keepDays == 0) {
      throw new IllegalArgumentException("a policy that keeps nothing");
    }
  }

  /// The policy of a directory; empty where it has none: then everything is kept.
  ///
  /// @throws NodeFault RETENTION_UNREADABLE
  public static Optional<RetentionPolicy> in(Disk disk) throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, FILE, BYTES_MAX);
    return file.isEmpty() ? Optional.empty() : Optional.of(parse(file.get()));
  }

  static RetentionPolicy parse(Bytes file) {
    List<String> lines = file.text().lines().map(String::strip).toList();
    try {
      if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
        throw new IllegalArgumentException("it does not begin with " + FIRST);
      }
      long blocks = 0;
      long days = 0;
      for (String line : lines.subList(1, lines.size())) {
        if (line.startsWith(BLOCKS) && blocks == 0) {
          blocks = Long.parseLong(line.substring(BLOCKS.length()));
        } else if (line.startsWith(DAYS) && days == 0) {
          days = Long.parseLong(line.substring(DAYS.length()));
        } else {
          throw new IllegalArgumentException("no rule: " + line);
        }
      }
      return new RetentionPolicy(blocks, days);
    } catch (IllegalArgumentException e) {
      throw new NodeFault(NodeFault.Kind.RETENTION_UNREADABLE, FILE, e);
    }
  }

  /// The first block that keeps its payloads.
  long before(BlockLog blocks) throws IOException {
    long height = blocks.height();
    if (height == 0) {
      return 1;
    }
    long before = keepBlocks == 0 ? Long.MAX_VALUE : height + 1 - keepBlocks;
    if (keepDays > 0) {
      long newest = blocks.header(height).time().millis();
      before = Math.min(before, firstSince(blocks, newest - TimeUnit.DAYS.toMillis(keepDays)));
    }
    return Math.clamp(before, 1, height);
  }

  /// The first block at or after a time, searched by halving: time never decreases.
  private static long firstSince(BlockLog blocks, long millis) throws IOException {
    long low = blocks.firstKept();
    long high = blocks.height();
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (blocks.header(middle).time().millis() >= millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
