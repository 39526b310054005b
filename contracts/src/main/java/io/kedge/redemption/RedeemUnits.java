package io.kedge.redemption;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.NoteId;
import io.kedge.note.Postings;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Redeeming;

/// `redemption.redeem`: a holder turns units into a voucher while the window is open (C-42, H-57).
/// Redeemed units cannot also be traded or given: they are gone (C-44).
public final class RedeemUnits implements Contract<RedemptionCommand.Redeem> {
  @Override
  public CommandType type() {
    return CommandType.of("redemption.redeem");
  }

  @Override
  public RedemptionCommand.Redeem decode(Fields body) {
    return new RedemptionCommand.Redeem(
        body.id("issue", InstrumentId::new),
        body.ids("inputs", NoteId::new),
        body.positive("units"),
        body.optional("person", body::digest));
  }

  @Override
  public long units(RedemptionCommand.Redeem command) {
    return command.units();
  }

  @Override
  public Decision decide(
      Signed<RedemptionCommand.Redeem> command, LedgerView view, LedgerTime now) {
    RedemptionCommand.Redeem redeem = command.value();
    Offering offering = Offerings.requireOfIssue(view, redeem.issue());
    Redeeming.requireOpen(view, offering, now);
    var postings = new Postings(command.id(), view, now);
    var taken = postings.spend(command.party(), redeem.issue(), redeem.inputs());
    postings.change(command.party(), taken, redeem.units());
    new VoucherIssue(postings, command.id(), view, offering)
        .burn(command.party(), redeem.units(), redeem.person());
    return postings.build();
  }
}
