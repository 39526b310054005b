package io.kedge.party;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Refusal;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import java.util.Optional;
import java.util.TreeMap;

/// `party.register`: somebody new asks to take part, with what its kind and roles require (A-31,
/// A-32, H-01).
public final class RegisterParty implements Contract<PartyCommand.Register> {
  static final String NAME = "party.register";

  @Override
  public CommandType type() {
    return CommandType.of(NAME);
  }

  @Override
  public PartyCommand.Register decode(Fields body) {
    var register =
        new PartyCommand.Register(
            body.name("kind", PartyKind.class),
            Roles.read(body, "roles"),
            body.digest("commitment"),
            body.optional("beneficialOwner", name -> body.id(name, PartyId::new)),
            body.objects("documents", PartyDocument::read),
            body.optional("autoAcceptGifts", body::truth).orElse(false),
            body.object("key", NewKey::read));
    if (register.key().employee().isPresent()) {
      throw new MalformedException("body.key.employee is not a member that belongs here");
    }
    return register;
  }

  @Override
  public Optional<VerificationKey> introduces(PartyCommand.Register command, PartyId by) {
    return Optional.of(command.key().verificationKey(by));
  }

  @Override
  public Optional<Refusal> precheck(PartyCommand.Register command) {
    return command.key().sound() ? Optional.empty() : Optional.of(PartyRefusal.KEY_UNSOUND);
  }

  @Override
  public Decision decide(Signed<PartyCommand.Register> signed, LedgerView view, LedgerTime now) {
    PartyCommand.Register command = signed.value();
    PartyId id = signed.party();
    KeyRules.requireProof(signed, command.key());
    RefusedException.unless(Parties.find(view, id).isEmpty(), PartyRefusal.PARTY_EXISTS, id);
    Roles.requireFit(command.kind(), command.roles());
    var file = new PartyFile(new TreeMap<>()).with(command.documents());
    file.requireFor(command.kind(), command.roles());
    KeyRecord key = KeyRules.create(command.key(), id, view, now);
    var party =
        new Party(
            id,
            command.kind(),
            PartyStatus.REGISTERED,
            command.roles(),
            command.commitment(),
            command.beneficialOwner().orElse(id),
            InvestorClass.RETAIL,
            0,
            command.autoAcceptGifts());
    return Decision.accept()
        .put(Parties.key(id), party.encoded())
        .put(PartyFile.key(id), file.encoded())
        .put(Registry.key(key.id()), key.encoded())
        .event(new PartyEvent.Registered(party, command.documents(), key).encoded())
        .build();
  }
}
