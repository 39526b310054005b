package io.kedge.ledger.backup;

/// A backup cannot be made, or what was copied is not sound. Says what to do.
public final class BackupFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong, and its repair.
  public enum Kind {
    /// There is no ledger to copy.
    NO_LEDGER("name the folder of a ledger"),
    /// Source and copy are one directory.
    SAME_PLACE("name another folder, best on another disk"),
    /// The place of the copy has a backup of another ledger.
    OTHER_LEDGER("name an empty folder, or that of this ledger's backup"),
    /// The copy has blocks that the ledger has not: it was written to, or the ledger was rolled
    /// back.
    OTHER_HISTORY("keep both; compare their checkpoints, and make the backup in an empty folder"),
    /// A file in the copy is not what it must be.
    COPY_DAMAGED("make the backup again in an empty folder, and look after the disk");

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

  BackupFault(Kind kind, String what) {
    super(kind + ": " + what + ". Repair: " + kind.repair());
    this.kind = kind;
  }

  /// What is wrong.
  public Kind kind() {
    return kind;
  }
}
