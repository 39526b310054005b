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

/// `attestation.withdraw`: its maker takes a statement back before it takes effect (I-35).
public final class WithdrawStatement implements Contract<AttestationCommand.Withdraw> {
  private final StatementEffects effects;

  /// Withdrawing statements with these effects.
  public WithdrawStatement(StatementEffects effects) {
    this.effects = effects;
  }

  @Override
  public CommandType type() {
    return CommandType.of("attestation.withdraw");
  }

  @Override
  public AttestationCommand.Withdraw decode(Fields body) {
    return new AttestationCommand.Withdraw(body.id("statement", StatementId::new));
  }

  @Override
  public Decision decide(
      Signed<AttestationCommand.Withdraw> signed, LedgerView view, LedgerTime now) {
    Statement statement = effects.requireOpen(signed.value().statement(), view, now);
    RefusedException.unless(
        statement.maker().equals(signed.party()),
        AttestationRefusal.NOT_THE_MAKER,
        statement.maker());
    effects.requireNotFrozen(statement, view);
    Statement next = statement.with(new StatementState.Withdrawn(now));
    var decision =
        Decision.accept()
            .put(Statement.key(next.id()), next.encoded())
            .event(new AttestationEvent.Withdrawn(next.id(), signed.party()).encoded());
    effects.of(next).onEnded(next, view, now, decision);
    return decision.build();
  }
}
