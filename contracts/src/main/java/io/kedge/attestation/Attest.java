package io.kedge.attestation;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.StatementId;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.OptionalInt;

/// `attestation.attest`: a party signs a statement; the last signature its policy needs makes it
/// take effect within the same command (B-13, B-14, H-08, H-09).
public final class Attest implements Contract<AttestationCommand.Attest> {
  private final StatementEffects effects;

  /// Signing statements with these effects.
  public Attest(StatementEffects effects) {
    this.effects = effects;
  }

  @Override
  public CommandType type() {
    return CommandType.of("attestation.attest");
  }

  @Override
  public AttestationCommand.Attest decode(Fields body) {
    return new AttestationCommand.Attest(
        body.id("statement", StatementId::new),
        body.digest("digest"),
        body.name("role", Role.class));
  }

  @Override
  public Decision decide(
      Signed<AttestationCommand.Attest> signed, LedgerView view, LedgerTime now) {
    AttestationCommand.Attest command = signed.value();
    Parties.requireRole(view, signed.party(), command.role());
    Statement statement = effects.requireOpen(command.statement(), view, now);
    RefusedException.unless(
        statement.digest().equals(command.digest()),
        AttestationRefusal.DIGEST_DIFFERS,
        statement.digest());
    int slot = takeSlot(statement, signed);
    Statement next = statement.signed(new Statement.Signature(slot, signed.party(), now));
    var decision = Decision.accept();
    decision.event(
        new AttestationEvent.Attested(next.id(), slot, command.role(), signed.party()).encoded());
    if (next.satisfied()) {
      next = next.with(new StatementState.Effective(now));
      decision.event(new AttestationEvent.TookEffect(next.id(), now).encoded());
      effects.of(next).onEffective(next, view, now, decision);
    }
    return decision.put(Statement.key(next.id()), next.encoded()).build();
  }

  private static int takeSlot(Statement statement, Signed<AttestationCommand.Attest> signed) {
    Role role = signed.value().role();
    RefusedException.unless(
        statement.hasSlot(role, signed.party()),
        AttestationRefusal.SLOT_NOT_YOURS,
        signed.party(),
        "as",
        role);
    OptionalInt slot = statement.freeSlot(role, signed.party());
    RefusedException.unless(slot.isPresent(), AttestationRefusal.SLOT_FILLED, role);
    RefusedException.unless(
        statement.allowSameParty() || !statement.signedBy(signed.party()),
        AttestationRefusal.SAME_PARTY_TWICE,
        signed.party());
    return slot.getAsInt();
  }
}
