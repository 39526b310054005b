package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;

/// `party.decline`: the operator declines somebody who registered (H-04).
public final class DeclineParty implements Contract<PartyCommand.Decline> {
  @Override
  public CommandType type() {
    return CommandType.of("party.decline");
  }

  @Override
  public PartyCommand.Decline decode(Fields body) {
    return new PartyCommand.Decline(body.id("party", PartyId::new), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<PartyCommand.Decline> signed, LedgerView view, LedgerTime now) {
    PartyCommand.Decline command = signed.value();
    Party party = Cases.take(command.party(), signed, view, PartyStatus.REGISTERED);
    Party next = party.with(PartyStatus.DECLINED);
    var event = new PartyEvent.Declined(next, signed.party(), command.reason());
    return Decision.accept()
        .put(Parties.key(next.id()), next.encoded())
        .event(event.encoded())
        .build();
  }
}
