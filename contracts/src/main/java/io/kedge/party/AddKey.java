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
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// `party.addKey`: a party registers one more key, for itself or for an employee.
public final class AddKey implements Contract<PartyCommand.AddKey> {
  @Override
  public CommandType type() {
    return CommandType.of("party.addKey");
  }

  @Override
  public PartyCommand.AddKey decode(Fields body) {
    return new PartyCommand.AddKey(body.object("key", NewKey::read));
  }

  @Override
  public Optional<VerificationKey> introduces(PartyCommand.AddKey command, PartyId by) {
    return Optional.of(command.key().verificationKey(by));
  }

  @Override
  public Optional<Refusal> precheck(PartyCommand.AddKey command) {
    return command.key().sound() ? Optional.empty() : Optional.of(PartyRefusal.KEY_UNSOUND);
  }

  @Override
  public Decision decide(Signed<PartyCommand.AddKey> signed, LedgerView view, LedgerTime now) {
    NewKey added = signed.value().key();
    KeyRules.requireProof(signed, added);
    added
        .employee()
        .ifPresent(
            employee ->
                RefusedException.unless(
                    Parties.employee(view, signed.party(), employee).isPresent(),
                    PartyRefusal.EMPLOYEE_UNKNOWN,
                    employee));
    RefusedException.unless(
        KeyRules.signersBut(added.id(), signed, view).stream()
            .anyMatch(signer -> signer.employee().isEmpty()),
        PartyRefusal.ORGANISATION_KEY_MISSING,
        "to add a key");
    KeyRecord key = KeyRules.create(added, signed.party(), view, now);
    return Decision.accept()
        .put(Registry.key(key.id()), key.encoded())
        .event(new PartyEvent.KeyAdded(key).encoded())
        .build();
  }
}
