package io.kedge.ledger.node;

/// When a node makes a snapshot by itself, and how many it keeps.
///
/// @param everyEntries after how many new entries of the tree at least; 0 for never. A large ledger
///     waits until it has grown by a quarter, so that the cost per entry stays the same
/// @param keep how many snapshots stay, at least 2: the newest may turn out damaged
public record SnapshotPolicy(long everyEntries, int keep) {
  private static final int GROWTH_DIVISOR = 4;

  /// Checks the numbers.
  public SnapshotPolicy {
    if (everyEntries < 0 || keep < 2) {
      throw new IllegalArgumentException("at least two snapshots stay");
    }
  }

  /// Every million entries, two kept.
  public static SnapshotPolicy standard() {
    return new SnapshotPolicy(1_000_000, 2);
  }

  /// Only when somebody asks for one.
  public static SnapshotPolicy never() {
    return new SnapshotPolicy(0, 2);
  }

  /// True where a tree has grown enough since the last snapshot.
  boolean isDue(long sizeAtLast, long sizeNow) {
    return everyEntries > 0
        && sizeNow - sizeAtLast >= Math.max(everyEntries, sizeAtLast / GROWTH_DIVISOR);
  }
}
