package io.kedge.ledger.node;

/// A node cannot start or go on, because what it has does not fit together. Says what to do.
public final class NodeFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong, and its repair.
  public enum Kind {
    /// Executing a block again gives another result than the log has.
    REPLAY_DIFFERS(
        "run the version of Kedge that wrote the block; if it was that one, run fsck and compare"
            + " with a follower"),
    /// A record of the log is no block, or not the next one.
    BLOCK_UNREADABLE("run fsck; put the segment back from a backup or a follower"),
    /// The tree does not have the root that the log's head names.
    TREE_DIFFERS("run fsck; restore the ledger from a backup or a follower"),
    /// A checkpoint that this ledger signed does not fit the log: the log was rolled back or
    /// changed after signing.
    CHECKPOINT_CONTRADICTED(
        "restore the newest backup, or copy the ledger from a follower; do not go on with this log"),
    /// A proof made from the stored tiles does not hold. It was not handed out.
    TILE_DAMAGED("restart the node: it makes damaged tiles again from the log"),
    /// The state cannot be made: the blocks it began with were pruned, or were never here, and no
    /// snapshot can be used.
    BEGINNING_MISSING(
        "copy a snapshot of this ledger from a backup or a follower into the folder snap, or"
            + " restore the whole ledger from a backup"),
    /// What a start would have to go on from is not there, so nothing may be pruned.
    SNAPSHOT_MISSING("make a snapshot first: kedge ledger snapshot DIR"),
    /// The file with the policy of pruning cannot be read.
    RETENTION_UNREADABLE(
        "write the file retention: a line 'kedge-retention 1', then 'keep-blocks N' or"
            + " 'keep-days N', or name a block"),
    /// There are no such blocks.
    RANGE_MISSING("name blocks that the ledger has"),
    /// The genesis document is missing or not the one the log was made with.
    GENESIS_DIFFERS("put back the genesis.json the ledger was founded with"),
    /// The directory does not say with which key its checkpoints verify.
    VKEY_MISSING("start the node with its key: it writes ledger.vkey again"),
    /// The key store has no log key.
    LOG_KEY_MISSING("take the key store the ledger was founded with"),
    /// A batch came again with other bytes.
    BATCH_DIFFERS("the ordering forked; compare this node's log with another member's"),
    /// A batch came out of turn.
    BATCH_OUT_OF_TURN("restart the node; if it happens again, run fsck"),
    /// A contract failed in a way that is a mistake in the program, not of the command.
    CONTRACT_FAILED("report it with the command id; the command is not in the log"),
    /// The node was stopped by an earlier failure.
    STOPPED("restart it; recovery decides");

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

  /// A fault, with the block or file it is about.
  public NodeFault(Kind kind, String what) {
    super(kind + ": " + what + ". Repair: " + kind.repair());
    this.kind = kind;
  }

  /// A fault that another failure showed.
  public NodeFault(Kind kind, String what, Throwable cause) {
    super(kind + ": " + what + ": " + cause.getMessage() + ". Repair: " + kind.repair(), cause);
    this.kind = kind;
  }

  /// What is wrong.
  public Kind kind() {
    return kind;
  }
}
