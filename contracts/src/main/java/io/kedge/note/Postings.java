package io.kedge.note;

import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Limits;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The movement of value by one command: notes and locks in, notes and locks out, units minted and
/// burned. It names what it creates, tells every event, keeps supply and holders, and at [#build]
/// stops the program where something appeared or vanished, because then the contract is wrong.
///
/// Output indexes are shared by everything the command creates: a contract that also creates a
/// voucher takes its name from [#nextId].
public final class Postings {
  private final CommandId command;
  private final LedgerView view;
  private final LedgerTime now;
  private final Decision.Builder out = Decision.accept();
  private final Holdings holdings;
  private final List<Quantity> in = new ArrayList<>();
  private final List<Quantity> made = new ArrayList<>();
  private final SortedMap<InstrumentId, Instrument> instruments = new TreeMap<>();
  private final SortedMap<InstrumentId, Long> supply = new TreeMap<>();
  private final SortedSet<NoteId> spent = new TreeSet<>();
  private int outputs;
  private boolean byOrder;

  /// Starts the movement of one command.
  public Postings(CommandId command, LedgerView view, LedgerTime now) {
    this.command = command;
    this.view = view;
    this.now = now;
    this.holdings = new Holdings(view, command);
  }

  /// The builder for the contract's own changes and events.
  public Decision.Builder out() {
    return out;
  }

  /// The name of the next thing this command creates.
  public String nextId() {
    return command.output(outputs++);
  }

  /// Lets frozen value move: only for a forced transfer by order.
  Postings byOrder() {
    byOrder = true;
    return this;
  }

  /// Spends notes of one owner and one instrument, all of them whole.
  ///
  /// @return their units and the youngest acquisition among them
  /// @throws RefusedException [NoteRefusal#INPUTS_EMPTY] to
  ///     [NoteRefusal#NOTE_OF_OTHER_INSTRUMENT], or frozen
  public Taken spend(PartyId owner, InstrumentId instrument, List<NoteId> notes) {
    RefusedException.unless(!notes.isEmpty(), NoteRefusal.INPUTS_EMPTY);
    RefusedException.unless(
        notes.size() <= Limits.STANDARD.notesInMax(), NoteRefusal.TOO_MANY_NOTES, notes.size());
    instrument(instrument);
    long units = 0;
    LedgerTime since = LedgerTime.of(0);
    for (NoteId id : notes) {
      Note note = spendOne(owner, instrument, id);
      units = Math.addExact(units, note.amount().units());
      since = since.isBefore(note.since()) ? note.since() : since;
    }
    return new Taken(new Quantity(instrument, units), since);
  }

  private Note spendOne(PartyId owner, InstrumentId instrument, NoteId id) {
    RefusedException.unless(spent.add(id), NoteRefusal.NOTE_NAMED_TWICE, id);
    Note note =
        Note.find(view, id)
            .orElseThrow(() -> RefusedException.because(NoteRefusal.NOTE_NOT_FOUND, id));
    RefusedException.unless(note.owner().equals(owner), NoteRefusal.NOTE_NOT_OWNED, id);
    RefusedException.unless(
        note.amount().instrument().equals(instrument), NoteRefusal.NOTE_OF_OTHER_INSTRUMENT, id);
    requireNotFrozen(FreezeSubject.of(id));
    out.delete(Note.key(id));
    out.event(new NoteEvent.Spent(id).encoded());
    in.add(note.amount());
    holdings.move(instrument(instrument), owner, -note.amount().units());
    return note;
  }

  /// What was taken out of notes.
  ///
  /// @param amount how much altogether
  /// @param since when the youngest part was acquired
  public record Taken(Quantity amount, LedgerTime since) {}

  /// Ends a lock; its value then has to come out as notes, locks or a burn.
  ///
  /// @throws RefusedException where the lock, its owner, its instrument or the anchor is frozen
  public void end(Lock lock, LockEnd how) {
    requireNotFrozen(
        FreezeSubject.of(lock.owner()), FreezeSubject.of(new NoteId(lock.id().value())));
    instrument(lock.amount().instrument());
    out.delete(Lock.key(lock.id()));
    out.event(new NoteEvent.Ended(lock.id(), how).encoded());
    in.add(lock.amount());
    holdings.move(instrument(lock.amount().instrument()), lock.owner(), -lock.amount().units());
  }

  /// Creates a note; nothing where the amount is zero.
  ///
  /// @param since when the owner acquired it: now, or as long ago as what it is change of
  public void note(PartyId owner, Quantity amount, LedgerTime since) {
    if (amount.units() == 0) {
      return;
    }
    var note = new Note(new NoteId(nextId()), owner, amount, since);
    Bytes encoded = note.encoded();
    out.put(Note.key(note.id()), encoded);
    out.event(NoteEvent.Created.encoded(encoded));
    made.add(amount);
    holdings.move(instrument(amount.instrument()), owner, amount.units());
  }

  /// Gives change back to the owner it was taken from; nothing where all was used.
  ///
  /// @throws RefusedException [NoteRefusal#UNITS_INSUFFICIENT] where more was used than taken
  public void change(PartyId owner, Taken taken, long used) {
    RefusedException.unless(
        taken.amount().units() >= used,
        NoteRefusal.UNITS_INSUFFICIENT,
        "needs",
        used,
        "has",
        taken.amount().units());
    note(
        owner,
        new Quantity(taken.amount().instrument(), taken.amount().units() - used),
        taken.since());
  }

  /// Creates a lock.
  ///
  /// @param draft everything but its name, which is given here
  /// @return the lock with its name
  public Lock lock(LockDraft draft) {
    Lock lock = draft.named(new LockId(nextId()));
    out.put(Lock.key(lock.id()), lock.encoded());
    out.event(new NoteEvent.Locked(lock).encoded());
    made.add(lock.amount());
    holdings.move(instrument(lock.amount().instrument()), lock.owner(), lock.amount().units());
    return lock;
  }

  /// Brings units into the world, to be given out by [#note] or [#lock].
  public void mint(Quantity amount) {
    if (amount.units() > 0) {
      in.add(amount);
      supply.merge(amount.instrument(), amount.units(), Math::addExact);
      out.event(new NoteEvent.Minted(amount).encoded());
    }
  }

  /// Takes units out of the world.
  public void burn(Quantity amount) {
    if (amount.units() > 0) {
      made.add(amount);
      supply.merge(amount.instrument(), -amount.units(), Math::addExact);
      out.event(new NoteEvent.Burned(amount).encoded());
    }
  }

  /// The finished decision.
  ///
  /// @throws RefusedException [NoteRefusal#HOLDERS_OVER_MAX]
  public Decision.Accepted build() {
    if (!Conservation.holds(in, made)) {
      throw new IllegalStateException(
          "not conserved: " + Conservation.totals(in) + " became " + Conservation.totals(made));
    }
    holdings.write(out);
    supply.forEach(
        (instrument, delta) ->
            new StripedTotal(instrument, StripedTotal.Name.SUPPLY)
                .add(view, command, delta)
                .ifPresent(out::add));
    return out.build();
  }

  /// Ledger time of the command.
  public LedgerTime now() {
    return now;
  }

  private Instrument instrument(InstrumentId id) {
    Instrument known = instruments.get(id);
    if (known == null) {
      known = Instrument.require(view, id);
      requireNotFrozen(known.freezeSubjects());
      instruments.put(id, known);
    }
    return known;
  }

  private void requireNotFrozen(FreezeSubject... subjects) {
    if (!byOrder) {
      Freezes.requireNone(view, subjects);
    }
  }
}
