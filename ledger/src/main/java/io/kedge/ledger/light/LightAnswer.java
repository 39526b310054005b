package io.kedge.ledger.light;

import io.kedge.ledger.proof.Checkpoint;

/// What came of comparing a signed checkpoint with the one that is kept.
public sealed interface LightAnswer {
  /// It fits, and the newest that was seen is kept.
  ///
  /// @param step how it stands to what was kept before
  /// @param shown the checkpoint that was shown
  /// @param kept what is kept now
  record Fits(Step step, Checkpoint shown, Kept kept) implements LightAnswer {}

  /// How a checkpoint that fits stands to what was kept.
  enum Step {
    /// Nothing was kept of this ledger.
    FIRST,
    /// It is the kept one.
    SAME,
    /// It extends the kept one, and is kept instead.
    FORWARD,
    /// The kept one extends it, and stays.
    WITHIN
  }

  /// The log shows a smaller tree than it once signed. What is kept stays: a light client never
  /// goes back.
  ///
  /// @param shown what it shows now
  /// @param kept what is kept
  /// @param consistent true where the kept tree was shown to begin with the smaller one; false
  ///     where the log does not serve what would show it
  record WentBack(Checkpoint shown, Kept kept, boolean consistent) implements LightAnswer {}

  /// The ledger signed two views that cannot both be true. What is kept stays.
  ///
  /// @param shown the other one
  /// @param kept what is kept
  /// @param evidence the file in the client's folder that proves it to anybody
  record Contradiction(Checkpoint shown, Kept kept, String evidence) implements LightAnswer {}

  /// The ledger signed it, but what the log serves does not connect it with the kept one. Both
  /// were kept, which proves nothing yet.
  ///
  /// @param shown the other one
  /// @param kept what is kept
  /// @param doubt the file in the client's folder with both
  record Unconnected(Checkpoint shown, Kept kept, String doubt) implements LightAnswer {}

  /// It says nothing.
  ///
  /// @param reason [io.kedge.ledger.proof.CheckpointVerdict.Reason], the rule of form that is
  ///     broken, or one of [Refusal]
  record Refused(String reason) implements LightAnswer {}

  /// Why a checkpoint says nothing to a light client, beyond those of its own check.
  enum Refusal {
    /// The log serves no checkpoint.
    CHECKPOINT_MISSING,
    /// The keys given are not those that what is kept was verified with.
    OTHER_KEY,
    /// The log does not serve a tile that would connect the two.
    TILE_MISSING,
    /// A tree of no entries, with another root than that of no entries.
    EMPTY_ROOT_WRONG,
    /// Where a ledger that is kept was read before, there is another ledger now. Giving its keys
    /// says that this is meant.
    OTHER_LEDGER,
    /// Nothing is kept of this ledger.
    NOT_KEPT
  }
}
