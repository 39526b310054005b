package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;

/// `party.addDocuments`: a party completes its profile, also before it is verified (A-35, H-03).
public final class AddPartyDocuments implements Contract<PartyCommand.AddDocuments> {
  @Override
  public CommandType type() {
    return CommandType.of("party.addDocuments");
  }

  @Override
  public PartyCommand.AddDocuments decode(Fields body) {
    var command =
        new PartyCommand.AddDocuments(
            body.objects("documents", PartyDocument::read),
            body.optional("commitment", body::digest));
    if (command.documents().isEmpty() && command.commitment().isEmpty()) {
      throw new MalformedException("body adds nothing");
    }
    return command;
  }

  @Override
  public Decision decide(
      Signed<PartyCommand.AddDocuments> signed, LedgerView view, LedgerTime now) {
    PartyCommand.AddDocuments command = signed.value();
    Party party = Parties.require(view, signed.party());
    RefusedException.unless(
        command.commitment().isEmpty() || party.status() == PartyStatus.REGISTERED,
        PartyRefusal.STATUS_UNFIT,
        "the commitment was verified");
    PartyFile file = PartyFile.of(view, party.id()).with(command.documents());
    var decision = Decision.accept().put(PartyFile.key(party.id()), file.encoded());
    command
        .commitment()
        .ifPresent(
            commitment ->
                decision.put(Parties.key(party.id()), party.withCommitment(commitment).encoded()));
    var event =
        new PartyEvent.DocumentsAdded(party.id(), command.documents(), command.commitment());
    return decision.event(event.encoded()).build();
  }
}
