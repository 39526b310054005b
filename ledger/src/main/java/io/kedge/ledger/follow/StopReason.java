package io.kedge.ledger.follow;

/// Why a follower stopped, in the order in which it looks.
public enum StopReason {
  /// An earlier run found a difference; its report is in `divergence/`.
  DIVERGED_BEFORE(false),
  /// The genesis document does not have the hash that the pinned key names.
  GENESIS_DIFFERS(false),
  /// What is published as checkpoint is no checkpoint.
  CHECKPOINT_MALFORMED(false),
  /// The checkpoint is of another ledger.
  CHECKPOINT_OTHER_LEDGER(false),
  /// No pinned key signed the checkpoint, or its line is wrong.
  CHECKPOINT_UNSIGNED(false),
  /// The checkpoint has fewer entries than one that was accepted before, and fits it.
  CHECKPOINT_WENT_BACK(false),
  /// Tiles do not lead to the root that was signed.
  TILE_WRONG(false),
  /// The ledger signed two checkpoints that are of two histories.
  CHECKPOINT_FORKED(true),
  /// An entry bundle has more bytes than any can have.
  BUNDLE_TOO_LARGE(false),
  /// An entry bundle does not hold the entries it must hold: cut off, or not one at all.
  BUNDLE_MALFORMED(false),
  /// Entries that are not those of the signed root.
  ENTRY_NOT_IN_ROOT(false),
  /// An entry of the signed root is neither a command nor a header.
  ENTRY_UNREADABLE(true),
  /// More entries without a header than a block can have.
  BLOCK_TOO_LARGE(true),
  /// The checkpoint ends inside a block.
  CHECKPOINT_INSIDE_BLOCK(true),
  /// A header does not follow the one before: number, place, hash or time.
  HEADER_WRONG(true),
  /// The ledger took a command for signed whose signature does not verify, or the other way round.
  SIGNATURE_WRONG(true),
  /// A command has another result.
  OUTCOME_CODE(true),
  /// A command has the same result with other changes or events.
  OUTCOME_DIGEST(true),
  /// An entry is written otherwise than the rules write it.
  ENTRY_ENCODING(true),
  /// A header names another root of the tree.
  TREE_ROOT(true),
  /// A header names another root of the state.
  STATE_ROOT(true);

  private final boolean proven;

  StopReason(boolean proven) {
    this.proven = proven;
  }

  /// True where the ledger's own signature proves it, so that there is a report; false where
  /// whoever carries the bytes may be to blame.
  public boolean proven() {
    return proven;
  }
}
