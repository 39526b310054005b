package io.kedge.note;

import io.kedge.contract.Refusal;

/// Why a movement of value was refused, in the order of checking.
public enum NoteRefusal implements Refusal {
  /// No note is named to be spent.
  INPUTS_EMPTY(false),
  /// Nothing is to come out.
  OUTPUTS_EMPTY(false),
  /// More than 64 notes in or out.
  TOO_MANY_NOTES(false),
  /// There is no such issue or cash.
  INSTRUMENT_UNKNOWN(true),
  /// Units of an issue change hands by allotment, trade, gift or redemption, not by a transfer.
  MOVES_BY_GIFT_OR_TRADE(false),
  /// Only something frozen is moved by force.
  FORCE_NEEDS_FREEZE(true),
  /// The same note is named twice.
  NOTE_NAMED_TWICE(false),
  /// There is no such unspent note.
  NOTE_NOT_FOUND(true),
  /// The note is somebody else's.
  NOTE_NOT_OWNED(true),
  /// The note is of another instrument than the command says.
  NOTE_OF_OTHER_INSTRUMENT(false),
  /// There is no such lock, or it has ended.
  LOCK_NOT_FOUND(true),
  /// The lock is for another purpose.
  LOCK_FOR_OTHER_PURPOSE(false),
  /// Only the lock's executor may do this.
  NOT_THE_EXECUTOR(false),
  /// Only the lock's owner may do this.
  LOCK_NOT_OWNED(false),
  /// Locks of this purpose do not end by time.
  LOCK_DOES_NOT_EXPIRE(false),
  /// The lock's time is not over by its own clock.
  LOCK_NOT_EXPIRED(true),
  /// The lock's time is over; it can only be expired.
  LOCK_EXPIRED(false),
  /// The notes named do not hold enough units.
  UNITS_INSUFFICIENT(true),
  /// What goes in is not what comes out.
  INPUTS_AND_OUTPUTS_DIFFER(false),
  /// Units must be held longer before they may be sold or given.
  RESALE_TOO_EARLY(true),
  /// More beneficial owners would hold the instrument than its terms allow.
  HOLDERS_OVER_MAX(true);

  private final boolean mayPassLater;

  NoteRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
