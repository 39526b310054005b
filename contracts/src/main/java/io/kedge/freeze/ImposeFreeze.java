package io.kedge.freeze;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.Role;

/// `freeze.freeze`: the operator or a regulator freezes something (B-18, I-15).
public final class ImposeFreeze implements Contract<FreezeCommand.Freeze> {
  @Override
  public CommandType type() {
    return CommandType.of("freeze.freeze");
  }

  @Override
  public FreezeCommand.Freeze decode(Fields body) {
    return new FreezeCommand.Freeze(Authorities.subject(body), FreezeOrder.read(body));
  }

  @Override
  public Decision decide(Signed<FreezeCommand.Freeze> signed, LedgerView view, LedgerTime now) {
    FreezeSubject subject = signed.value().subject();
    Role authority = Authorities.require(view, signed.party());
    RefusedException.unless(subject.exists(view), FreezeRefusal.SUBJECT_UNKNOWN, subject.id());
    RefusedException.unless(
        !exempt(subject, signed.party(), authority, view),
        FreezeRefusal.SUBJECT_EXEMPT,
        subject.id());
    FreezeHistory history = Freezes.history(view, subject);
    RefusedException.unless(!history.frozen(), FreezeRefusal.ALREADY_FROZEN, subject.id());
    RefusedException.unless(
        history.periods().size() < FreezeHistory.PERIODS_MAX,
        FreezeRefusal.TOO_MANY_FREEZES,
        subject.id());
    FreezeOrder order = signed.value().order();
    var event = new FreezeEvent.Frozen(subject, signed.party(), authority, order);
    return Decision.accept()
        .put(subject.key(), history.begin(now, signed.party(), authority, order).encoded())
        .event(event.encoded())
        .build();
  }

  /// Nobody freezes itself, and the operator freezes no regulator: there would be nobody left to
  /// unfreeze.
  private static boolean exempt(
      FreezeSubject subject, PartyId by, Role authority, LedgerView view) {
    if (subject.kind() != FreezeSubject.Kind.PARTY) {
      return false;
    }
    var party = new PartyId(subject.id());
    return party.equals(by)
        || (authority == Role.OPERATOR && Parties.require(view, party).acts(Role.REGULATOR));
  }
}
