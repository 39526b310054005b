package io.kedge.freeze;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.party.Role;

/// `freeze.unfreeze`: a freeze ends; one of a regulator by a regulator only (B-18, I-15).
public final class LiftFreeze implements Contract<FreezeCommand.Unfreeze> {
  @Override
  public CommandType type() {
    return CommandType.of("freeze.unfreeze");
  }

  @Override
  public FreezeCommand.Unfreeze decode(Fields body) {
    return new FreezeCommand.Unfreeze(Authorities.subject(body), FreezeOrder.read(body));
  }

  @Override
  public Decision decide(Signed<FreezeCommand.Unfreeze> signed, LedgerView view, LedgerTime now) {
    FreezeSubject subject = signed.value().subject();
    Role authority = Authorities.require(view, signed.party());
    FreezeHistory history = Freezes.history(view, subject);
    RefusedException.unless(history.frozen(), FreezeRefusal.NOT_FROZEN, subject.id());
    RefusedException.unless(
        authority == Role.REGULATOR || history.periods().getLast().authority() == Role.OPERATOR,
        FreezeRefusal.FROZEN_BY_REGULATOR,
        subject.id());
    var event =
        new FreezeEvent.Unfrozen(subject, signed.party(), authority, signed.value().order());
    return Decision.accept()
        .put(subject.key(), history.end(now).encoded())
        .event(event.encoded())
        .build();
  }
}
