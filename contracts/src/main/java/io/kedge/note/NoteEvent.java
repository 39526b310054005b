package io.kedge.note;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;

/// What may happen to value. Whatever moves it, these events tell all of it, so that balances can
/// be
/// built from them alone.
public sealed interface NoteEvent {
  /// The event's hashed binary form.
  Bytes encoded();

  /// A note came to be.
  ///
  /// @param note the note
  record Created(Note note) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return encoded(note.encoded());
    }

    /// The same for who has the note encoded already.
    static Bytes encoded(Bytes note) {
      return new Wire("note.created", 1, 20 + note.size()).bytes(note).bytes();
    }
  }

  /// A note was spent.
  ///
  /// @param id the note
  record Spent(NoteId id) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return new Wire("note.spent", 1).text(id.value()).bytes();
    }
  }

  /// A lock came to be.
  ///
  /// @param lock the lock
  record Locked(Lock lock) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return new Wire("lock.created", 1).bytes(lock.encoded()).bytes();
    }
  }

  /// A lock ended.
  ///
  /// @param id the lock
  /// @param how in which of the three ways
  record Ended(LockId id, LockEnd how) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return new Wire("lock.ended", 1).text(id.value()).name(how).bytes();
    }
  }

  /// Units came into the world: an allotment, or cash against a deposit.
  ///
  /// @param amount what and how much
  record Minted(Quantity amount) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return quantity("note.minted", amount);
    }
  }

  /// Units left the world: a redemption, or cash paid out.
  ///
  /// @param amount what and how much
  record Burned(Quantity amount) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return quantity("note.burned", amount);
    }
  }

  /// Value was moved by order.
  ///
  /// @param reason why, in words
  /// @param evidence digest of the order
  record Forced(String reason, io.kedge.kernel.Digest evidence) implements NoteEvent {
    @Override
    public Bytes encoded() {
      return new Wire("note.forced", 1).text(reason).digest(evidence).bytes();
    }
  }

  private static Bytes quantity(String tag, Quantity amount) {
    return new Wire(tag, 1).text(amount.instrument().value()).i64(amount.units()).bytes();
  }
}
