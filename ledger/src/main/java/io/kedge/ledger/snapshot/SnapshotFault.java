package io.kedge.ledger.snapshot;

/// A snapshot cannot be made, or is not to be used. Says what to do.
public final class SnapshotFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong, and its repair.
  public enum Kind {
    /// There is no block yet, or no stored state.
    NOTHING_YET("submit a command first, close the ledger in order, then make the snapshot"),
    /// No checkpoint of the ledger covers the block of the stored state.
    NOT_COVERED("open and close the ledger once: it signs a checkpoint"),
    /// The maker was told to stop.
    INTERRUPTED("make it again"),
    /// The manifest or a file is not as it was written.
    DAMAGED("delete this snapshot's directory; the ledger makes another, or take a follower's"),
    /// It is of another ledger than the one in the directory.
    OTHER_LEDGER("delete this snapshot's directory, or open it with its own ledger"),
    /// Its block is not in this ledger's log: later than the log, or of another history.
    STALE(
        "delete this snapshot's directory, or restore the log it belongs to from a backup or a"
            + " follower"),
    /// Its header is not in the tree of its checkpoint.
    NOT_PROVEN("do not use it; take one from another node and report where this came from"),
    /// No trusted key signed its checkpoint.
    NOT_SIGNED("name the ledger's key, which must come from elsewhere, with --key"),
    /// The entries do not have the state root of the header.
    STATE_ROOT_DIFFERS(
        "delete this snapshot's directory; if it was just made from a running ledger, run fsck"),
    /// A ledger is in the directory already.
    NOT_EMPTY("name an empty directory");

    private final String repair;

    Kind(String repair) {
      this.repair = repair;
    }

    /// What an operator does about it.
    public String repair() {
      return repair;
    }
  }

  private final Kind kind;

  /// A fault, with the snapshot or file it is about.
  public SnapshotFault(Kind kind, String what) {
    super(kind + ": " + what + ". Repair: " + kind.repair());
    this.kind = kind;
  }

  /// What is wrong.
  public Kind kind() {
    return kind;
  }
}
