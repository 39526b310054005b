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
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// `party.rotateKey`: a new key takes the place of an old one, which ends at once or at a given
/// time.
public final class RotateKey implements Contract<PartyCommand.RotateKey> {
  @Override
  public CommandType type() {
    return CommandType.of("party.rotateKey");
  }

  @Override
  public PartyCommand.RotateKey decode(Fields body) {
    return new PartyCommand.RotateKey(
        body.id("old", KeyId::new),
        body.object("key", NewKey::read),
        body.optional("endsAt", body::time));
  }

  @Override
  public Optional<VerificationKey> introduces(PartyCommand.RotateKey command, PartyId by) {
    return Optional.of(command.key().verificationKey(by));
  }

  @Override
  public Optional<Refusal> precheck(PartyCommand.RotateKey command) {
    return command.key().sound() ? Optional.empty() : Optional.of(PartyRefusal.KEY_UNSOUND);
  }

  @Override
  public Decision decide(Signed<PartyCommand.RotateKey> signed, LedgerView view, LedgerTime now) {
    PartyCommand.RotateKey command = signed.value();
    KeyRules.requireProof(signed, command.key());
    KeyRecord old = KeyRules.ownKey(command.old(), signed.party(), view);
    RefusedException.unless(
        command.key().employee().equals(old.employee()),
        PartyRefusal.EMPLOYEE_DIFFERS,
        old.employee().map(Object::toString).orElse("none"));
    RefusedException.unless(
        KeyRules.signersBut(command.key().id(), signed, view).stream()
            .anyMatch(
                signer -> signer.employee().isEmpty() || signer.employee().equals(old.employee())),
        PartyRefusal.ORGANISATION_KEY_MISSING,
        "to replace",
        old.id());
    KeyRules.requireLasting(old, now);
    KeyRecord key = KeyRules.create(command.key(), signed.party(), view, now);
    LedgerTime end = command.endsAt().orElse(now);
    RefusedException.unless(
        !end.isBefore(now) && old.until().map(until -> !end.isAfter(until)).orElse(true),
        PartyRefusal.KEY_PERIOD_WRONG,
        "until",
        end);
    return Decision.accept()
        .put(Registry.key(old.id()), old.endingAt(end).encoded())
        .put(Registry.key(key.id()), key.encoded())
        .event(new PartyEvent.KeyRotated(old.id(), end, key).encoded())
        .build();
  }
}
