package io.kedge.redemption;

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
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Redeeming;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.Optional;

/// `redemption.force`: after the window the operator turns remaining units into vouchers in their
/// holders' names, so that the issue can be wound up (C-49, I-12). The holder loses nothing: a
/// voucher
/// with the full validity takes the place of the units.
public final class ForceRedemption implements Contract<RedemptionCommand.Force> {
  @Override
  public CommandType type() {
    return CommandType.of("redemption.force");
  }

  @Override
  public RedemptionCommand.Force decode(Fields body) {
    return new RedemptionCommand.Force(
        body.id("issue", InstrumentId::new),
        body.id("holder", PartyId::new),
        body.ids("inputs", NoteId::new));
  }

  @Override
  public Decision decide(Signed<RedemptionCommand.Force> command, LedgerView view, LedgerTime now) {
    RedemptionCommand.Force force = command.value();
    Parties.requireRole(view, command.party(), Role.OPERATOR);
    Offering offering = Offerings.requireOfIssue(view, force.issue());
    Offerings.requireRunner(view, offering, command.party());
    RefusedException.unless(
        Redeeming.isOver(view, offering, now),
        RedemptionRefusal.WINDOW_NOT_OVER,
        "until",
        offering.schedule().redemption().closes());
    Freezes.requireNone(view, FreezeSubject.of(force.holder()));
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(force.holder(), force.issue(), force.inputs());
    new VoucherIssue(postings, command.id(), view, offering)
        .burn(force.holder(), taken.amount().units(), Optional.empty());
    return postings.build();
  }
}
