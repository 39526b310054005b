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
import java.util.List;

/// `attestation.decline`: a required party does not agree; the statement ends, and its maker may
/// file a corrected one (I-35).
public final class DeclineStatement implements Contract<AttestationCommand.Decline> {
  private final StatementEffects effects;

  /// Declining statements with these effects.
  public DeclineStatement(StatementEffects effects) {
    this.effects = effects;
  }

  @Override
  public CommandType type() {
    return CommandType.of("attestation.decline");
  }

  @Override
  public AttestationCommand.Decline decode(Fields body) {
    return new AttestationCommand.Decline(
        body.id("statement", StatementId::new), body.text("reason"));
  }

  @Override
  public Decision decide(
      Signed<AttestationCommand.Decline> signed, LedgerView view, LedgerTime now) {
    String reason = signed.value().reason();
    Statement statement = effects.requireOpen(signed.value().statement(), view, now);
    var roles = List.copyOf(Parties.requireActive(view, signed.party()).roles());
    RefusedException.unless(
        statement.concerns(signed.party(), roles),
        AttestationRefusal.NOT_CONCERNED,
        signed.party());
    effects.requireNotFrozen(statement, view);
    Statement next = statement.with(new StatementState.Declined(signed.party(), now, reason));
    var decision =
        Decision.accept()
            .put(Statement.key(next.id()), next.encoded())
            .event(new AttestationEvent.Declined(next.id(), signed.party(), reason).encoded());
    effects.of(next).onEnded(next, view, now, decision);
    return decision.build();
  }
}
