package io.kedge.note;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.freeze.FreezeSubject;
import io.kedge.freeze.Freezes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.Role;

/// `note.force`: a regulator moves frozen value by order, with its evidence (design.md §4
/// "Freeze").
///
/// It passes only where the owner or each of the notes is frozen: an order is first seen, then
/// carried out.
public final class ForceTransfer implements Contract<NoteCommand.Force> {
  @Override
  public CommandType type() {
    return CommandType.of("note.force");
  }

  @Override
  public NoteCommand.Force decode(Fields body) {
    return new NoteCommand.Force(
        body.id("instrument", InstrumentId::new),
        body.id("from", PartyId::new),
        body.ids("inputs", NoteId::new),
        body.id("to", PartyId::new),
        body.text("reason"),
        body.digest("evidence"));
  }

  @Override
  public Decision decide(Signed<NoteCommand.Force> command, LedgerView view, LedgerTime now) {
    NoteCommand.Force order = command.value();
    Parties.requireRole(view, command.party(), Role.REGULATOR);
    Parties.requireActive(view, order.to());
    boolean ownerFrozen = Freezes.history(view, FreezeSubject.of(order.from())).frozen();
    RefusedException.unless(
        ownerFrozen
            || order.inputs().stream()
                .allMatch(id -> Freezes.history(view, FreezeSubject.of(id)).frozen()),
        NoteRefusal.FORCE_NEEDS_FREEZE);
    var postings = new Postings(command.id(), view, now).byOrder();
    var taken = postings.spend(order.from(), order.instrument(), order.inputs());
    postings.note(order.to(), taken.amount(), now);
    postings.out().event(new NoteEvent.Forced(order.reason(), order.evidence()).encoded());
    return postings.build();
  }
}
