package io.kedge.ledger.archive;

/// An archive cannot be written, or is not to be believed.
public final class ArchiveFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong, in the order of the checks.
  public enum Kind {
    /// The bytes are no archive, end early, or do not have their digest.
    DAMAGED,
    /// A block does not follow the one before, or its leaves do not give its header's root.
    CHAIN_BROKEN,
    /// The last block is not in the tree of the checkpoint.
    NOT_IN_CHECKPOINT,
    /// The checkpoint does not extend the earlier one that the archive names.
    NOT_CONSISTENT,
    /// No trusted key signed the checkpoint.
    NOT_SIGNED,
    /// No checkpoint of the ledger covers the last block: open and close the ledger once.
    NOT_COVERED,
    /// The range is empty or outside the ledger.
    RANGE,
    /// Blocks of the range were pruned here.
    PRUNED,
    /// A ledger begins with block 1: the archive's blocks can be added only to a ledger that has
    /// those before them.
    NOT_FROM_START,
    /// The archive does not begin with the block after the last one of the ledger, or that block
    /// names another one before it.
    DOES_NOT_FOLLOW,
    /// The archive is of another ledger than the directory.
    OTHER_LEDGER,
    /// The directory to restore into has a ledger already.
    NOT_EMPTY,
    /// Executed again it has other roots.
    DIFFERS
  }

  private final Kind kind;

  ArchiveFault(Kind kind, String what) {
    super(kind + ": " + what);
    this.kind = kind;
  }

  ArchiveFault(Kind kind, String what, Throwable cause) {
    super(kind + ": " + what + ": " + cause.getMessage(), cause);
    this.kind = kind;
  }

  /// What is wrong.
  public Kind kind() {
    return kind;
  }
}
