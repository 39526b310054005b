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
    /// No trusted key signed the checkpoint.
    NOT_SIGNED,
    /// No checkpoint of the ledger covers the last block: open and close the ledger once.
    NOT_COVERED,
    /// The range is empty or outside the ledger.
    RANGE,
    /// Only an archive from block 1 can be executed.
    NOT_FROM_START,
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
