package io.kedge.ledger.disk;

/// A named place in the program where a simulation may let the power fail or the others go first
/// ([Disk#at]). On a real disk nothing happens there (semantics/ledger.md §4B.7).
///
/// Power cuts between two operations of the disk are simulated without them; these are the places
/// where much else changes while the disk is still: what is executed, answered, derived.
public enum FaultPoint {
  /// The genesis is kept, the log is not founded yet.
  AFTER_GENESIS_BEFORE_LOG,
  /// Recovery knows where the torn tail begins.
  BEFORE_TAIL_CUT,
  /// The torn tail is cut, not durably yet.
  AFTER_TAIL_CUT,
  /// A block of the log was executed again at a start.
  AFTER_REPLAYED_BLOCK,
  /// Everything is executed again; what recovery kept is still to be committed.
  BEFORE_HEAD_SETTLED,
  /// Tiles are about to be made again from the log.
  BEFORE_TILES_REBUILT,
  /// A block is executed and on its way to the log.
  AFTER_EXECUTE_BEFORE_APPEND,
  /// A segment is full and durable; the next one is not made.
  BEFORE_NEXT_SEGMENT,
  /// The next segment is there, nothing is in it.
  AFTER_NEXT_SEGMENT,
  /// Records are written and not durable.
  AFTER_APPEND_BEFORE_FORCE,
  /// Records are durable, no head covers them.
  AFTER_FORCE_BEFORE_HEAD,
  /// Everything of a group is durable, nobody was told.
  AFTER_COMMIT_BEFORE_ANSWER,
  /// One block of a group is answered, perhaps not all.
  AFTER_ANSWER,
  /// Records are about to be taken back because the disk is full.
  BEFORE_TAKE_BACK,
  /// The state is about to be stored.
  BEFORE_STORE,
  /// The tiles are written, the state that goes with them is not.
  AFTER_TILES_BEFORE_STATE,
  /// The state is stored.
  AFTER_STORE,
  /// A checkpoint is about to be signed.
  BEFORE_SIGN,
  /// A checkpoint is kept and not yet the current one.
  AFTER_CHECKPOINT_BEFORE_CURRENT,
  /// A small file is made anew beside the one that it will replace.
  BEFORE_REPLACE,
  /// Every file of a snapshot is durable, its manifest is not there.
  BEFORE_MANIFEST,
  /// Old snapshots are about to be removed.
  BEFORE_SNAPSHOTS_SWEPT,
  /// A node is being closed; its last state is not stored.
  BEFORE_LAST_STORE
}
