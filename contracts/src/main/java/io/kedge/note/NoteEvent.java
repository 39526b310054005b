package io.kedge.note;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;

/// What may happen to value. Whatever moves it, these events tell all of it, so that balances can
/// be
/// built from them alone.
public sealed interface NoteEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<NoteEvent> FORMAT =
      EventFormat.<NoteEvent>empty()
          .with("note.created", 1, in -> new Created(Note.decode(in.bytes())))
          .with("note.spent", 1, in -> new Spent(new NoteId(in.text())))
          .with("lock.created", 1, in -> new Locked(Lock.decode(in.bytes())))
          .with("lock.ended", 1, in -> new Ended(new LockId(in.text()), in.name(LockEnd.class)))
          .with(
              "note.minted",
              1,
              in -> new Minted(new Quantity(new InstrumentId(in.text()), in.i64())))
          .with(
              "note.burned",
              1,
              in -> new Burned(new Quantity(new InstrumentId(in.text()), in.i64())))
          .with("note.forced", 1, in -> new Forced(in.text(), in.digest()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static NoteEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
