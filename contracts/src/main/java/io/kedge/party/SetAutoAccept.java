package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;

/// `party.setAutoAccept`: a party says whether gifts to it need acceptance (H-56).
public final class SetAutoAccept implements Contract<PartyCommand.SetAutoAccept> {
  @Override
  public CommandType type() {
    return CommandType.of("party.setAutoAccept");
  }

  @Override
  public PartyCommand.SetAutoAccept decode(Fields body) {
    return new PartyCommand.SetAutoAccept(body.truth("accept"));
  }

  @Override
  public Decision decide(
      Signed<PartyCommand.SetAutoAccept> signed, LedgerView view, LedgerTime now) {
    boolean accept = signed.value().accept();
    Party party = Parties.require(view, signed.party()).withAutoAcceptGifts(accept);
    return Decision.accept()
        .put(Parties.key(party.id()), party.encoded())
        .event(new PartyEvent.AutoAcceptSet(party.id(), accept).encoded())
        .build();
  }
}
