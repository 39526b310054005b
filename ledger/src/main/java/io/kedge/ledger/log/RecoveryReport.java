package io.kedge.ledger.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What opening a log found and did.
///
/// @param created the log was made just now
/// @param records records in the log
/// @param recordsAboveHead how many of them, the last ones, no head vouches for: written, perhaps
///     not acknowledged, and kept. While there are any, [LedgerLog#commit] must come before the
///     next append
/// @param headLost the head file that could not be read, if one could not; the other was used
/// @param headOld more than one group lies above the head: a later head was lost on the disk
/// @param tornAt where a write that never finished begins, if there was one
/// @param tornBytes bytes from there to the end of the segment: cut, or left alone and ignored if
///     the log was opened for reading
public record RecoveryReport(
    boolean created,
    long records,
    long recordsAboveHead,
    Optional<String> headLost,
    boolean headOld,
    Optional<Position> tornAt,
    long tornBytes) {
  /// True if the log was found as an orderly end leaves it.
  public boolean clean() {
    return recordsAboveHead == 0 && headLost.isEmpty() && !headOld && tornAt.isEmpty();
  }

  /// What is worth telling an operator, a sentence each; empty if the log was found clean.
  public List<String> notes() {
    var notes = new ArrayList<String>();
    headLost.ifPresent(name -> notes.add(name + " could not be read; the other head was used"));
    if (headOld) {
      notes.add(
          "the heads are older than the log: the disk lost a write; compare with a checkpoint");
    }
    if (recordsAboveHead > 0) {
      notes.add(recordsAboveHead + " complete records above the head were kept");
    }
    tornAt.ifPresent(
        at -> notes.add("an unfinished write of " + tornBytes + " bytes was cut at " + at));
    return List.copyOf(notes);
  }
}
