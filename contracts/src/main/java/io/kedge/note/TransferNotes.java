package io.kedge.note;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Refusal;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Limits;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.party.Parties;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// `note.transfer`: pays cash, or splits and merges one's own notes (consolidation).
public final class TransferNotes implements Contract<NoteCommand.Transfer> {
  @Override
  public CommandType type() {
    return CommandType.of("note.transfer");
  }

  @Override
  public NoteCommand.Transfer decode(Fields body) {
    return new NoteCommand.Transfer(
        body.id("instrument", InstrumentId::new),
        body.ids("inputs", NoteId::new),
        body.objects(
            "outputs", o -> new NoteCommand.Output(o.id("to", PartyId::new), o.positive("units"))));
  }

  @Override
  public Optional<Refusal> precheck(NoteCommand.Transfer command) {
    if (command.inputs().isEmpty()) {
      return Optional.of(NoteRefusal.INPUTS_EMPTY);
    }
    if (command.outputs().isEmpty()) {
      return Optional.of(NoteRefusal.OUTPUTS_EMPTY);
    }
    if (command.inputs().size() > Limits.STANDARD.notesInMax()
        || command.outputs().size() > Limits.STANDARD.notesOutMax()) {
      return Optional.of(NoteRefusal.TOO_MANY_NOTES);
    }
    return Optional.empty();
  }

  @Override
  public Set<Key> reads(Signed<NoteCommand.Transfer> command) {
    var keys = new TreeSet<Key>();
    keys.add(Instrument.key(command.value().instrument()));
    command.value().inputs().forEach(id -> keys.add(Note.key(id)));
    command.value().outputs().forEach(o -> keys.add(Parties.key(o.to())));
    return keys;
  }

  @Override
  public long units(NoteCommand.Transfer command) {
    long units = 0;
    for (NoteCommand.Output output : command.outputs()) {
      units = Math.addExact(units, output.units());
    }
    return units;
  }

  @Override
  public Decision decide(Signed<NoteCommand.Transfer> command, LedgerView view, LedgerTime now) {
    NoteCommand.Transfer transfer = command.value();
    Instrument instrument = Instrument.require(view, transfer.instrument());
    boolean free = instrument.kind() == Instrument.Kind.CASH;
    RefusedException.unless(
        free || transfer.outputs().stream().allMatch(o -> o.to().equals(command.party())),
        NoteRefusal.MOVES_BY_GIFT_OR_TRADE,
        instrument.symbol());
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(command.party(), instrument.id(), transfer.inputs());
    RefusedException.unless(
        taken.amount().units() == units(transfer),
        NoteRefusal.INPUTS_AND_OUTPUTS_DIFFER,
        taken.amount().units(),
        "in,",
        units(transfer),
        "out");
    for (NoteCommand.Output output : transfer.outputs()) {
      boolean own = output.to().equals(command.party());
      if (!own) {
        Parties.requireActive(view, output.to());
      }
      postings.note(
          output.to(), new Quantity(instrument.id(), output.units()), own ? taken.since() : now);
    }
    return postings.build();
  }
}
