package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;

/// `party.close`: the operator closes a party; it sends no more commands (H-04).
public final class CloseParty implements Contract<PartyCommand.Close> {
  @Override
  public CommandType type() {
    return CommandType.of("party.close");
  }

  @Override
  public PartyCommand.Close decode(Fields body) {
    return new PartyCommand.Close(body.id("party", PartyId::new), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<PartyCommand.Close> signed, LedgerView view, LedgerTime now) {
    PartyCommand.Close command = signed.value();
    Party party =
        Cases.take(command.party(), signed, view, PartyStatus.REGISTERED, PartyStatus.VERIFIED);
    Party next = party.with(PartyStatus.CLOSED);
    var event = new PartyEvent.Closed(next, signed.party(), command.reason());
    return Decision.accept()
        .put(Parties.key(next.id()), next.encoded())
        .event(event.encoded())
        .build();
  }
}
