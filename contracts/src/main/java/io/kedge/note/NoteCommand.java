package io.kedge.note;

import io.kedge.contract.Command;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import java.util.List;

/// What may be asked of notes and locks.
public sealed interface NoteCommand extends Command {
  /// Pays cash to others, or splits and merges one's own notes of any instrument.
  ///
  /// @param instrument what moves
  /// @param inputs notes to spend, 1 to 64, all of the sender
  /// @param outputs who gets how much, 1 to 64; the sums are equal
  record Transfer(InstrumentId instrument, List<NoteId> inputs, List<Output> outputs)
      implements NoteCommand {}

  /// One part of a transfer.
  ///
  /// @param to who gets it
  /// @param units how much, at least 1
  record Output(PartyId to, long units) {}

  /// Ends a lock whose time is over, in its owner's favour. Anyone may send it.
  ///
  /// @param lock the lock
  record Expire(LockId lock) implements NoteCommand {}

  /// Moves a frozen party's or a frozen note's value by order of a court or regulator.
  ///
  /// @param instrument what moves
  /// @param from whose notes they are
  /// @param inputs the notes, 1 to 64
  /// @param to who gets them
  /// @param reason why, in words
  /// @param evidence digest of the order
  record Force(
      InstrumentId instrument,
      PartyId from,
      List<NoteId> inputs,
      PartyId to,
      String reason,
      Digest evidence)
      implements NoteCommand {}
}
