package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;

/// `party.verify`: the operator has verified somebody who registered (A-33, H-02).
public final class VerifyParty implements Contract<PartyCommand.Verify> {
  @Override
  public CommandType type() {
    return CommandType.of("party.verify");
  }

  @Override
  public PartyCommand.Verify decode(Fields body) {
    return new PartyCommand.Verify(
        body.id("party", PartyId::new),
        body.name("investorClass", InvestorClass.class),
        body.small("feeTier"),
        body.text("reason"));
  }

  @Override
  public Decision decide(Signed<PartyCommand.Verify> signed, LedgerView view, LedgerTime now) {
    PartyCommand.Verify command = signed.value();
    Party party = Cases.take(command.party(), signed, view, PartyStatus.REGISTERED);
    Party next = party.verified(command.investorClass(), command.feeTier());
    var event = new PartyEvent.Verified(next, signed.party(), command.reason());
    return Decision.accept()
        .put(Parties.key(next.id()), next.encoded())
        .event(event.encoded())
        .build();
  }
}
