package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;

/// `party.setRoles`: the operator gives a party other roles, for which its documents must be on
/// file.
public final class SetPartyRoles implements Contract<PartyCommand.SetRoles> {
  @Override
  public CommandType type() {
    return CommandType.of("party.setRoles");
  }

  @Override
  public PartyCommand.SetRoles decode(Fields body) {
    return new PartyCommand.SetRoles(
        body.id("party", PartyId::new), Roles.read(body, "roles"), body.text("reason"));
  }

  @Override
  public Decision decide(Signed<PartyCommand.SetRoles> signed, LedgerView view, LedgerTime now) {
    PartyCommand.SetRoles command = signed.value();
    Party party =
        Cases.take(command.party(), signed, view, PartyStatus.REGISTERED, PartyStatus.VERIFIED);
    Roles.requireFit(party.kind(), command.roles());
    PartyFile.of(view, party.id()).requireFor(party.kind(), command.roles());
    Party next = party.withRoles(command.roles());
    var event = new PartyEvent.RolesSet(next, signed.party(), command.reason());
    return Decision.accept()
        .put(Parties.key(next.id()), next.encoded())
        .event(event.encoded())
        .build();
  }
}
