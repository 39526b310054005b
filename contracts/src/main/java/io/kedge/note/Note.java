package io.kedge.note;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// Value that one party owns and may spend: whole, once. What is promised to somebody is not a note
/// but a [Lock].
///
/// @param id its name, made by the command that created it
/// @param owner whose it is
/// @param amount what and how much, at least 1 unit
/// @param since when this owner acquired the youngest part of it; counts for the resale delay
public record Note(NoteId id, PartyId owner, Quantity amount, LedgerTime since) {
  private static final String TAG = "kedge.note";

  /// Checks the range.
  public Note {
    if (amount.units() < 1) {
      throw new IllegalArgumentException("a note has at least one unit");
    }
  }

  /// The key of a note's entry.
  public static Key key(NoteId id) {
    return Key.of("note", id.value());
  }

  /// A note that is not spent.
  public static Optional<Note> find(LedgerView view, NoteId id) {
    return view.get(key(id)).map(Note::decode);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(owner.value())
        .text(amount.instrument().value())
        .i64(amount.units())
        .time(since)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Note decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var note =
        new Note(
            new NoteId(in.text()),
            new PartyId(in.text()),
            new Quantity(new InstrumentId(in.text()), in.i64()),
            in.time());
    in.end();
    return note;
  }
}
