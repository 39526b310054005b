package io.kedge.offering;

import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.party.Parties;
import io.kedge.party.Role;

/// What the commands that change an offering have in common.
final class Decrees {
  private Decrees() {}

  /// The offering, where the sender is the operator its terms name.
  static Offering requireOperator(LedgerView view, Signed<?> command, OfferingId id) {
    Offering offering = Offerings.require(view, id);
    RefusedException.unless(
        offering.terms().operator().equals(command.party()),
        OfferingRefusal.NOT_THE_OPERATOR,
        offering.terms().operator());
    Parties.requireRole(view, command.party(), Role.OPERATOR);
    return offering;
  }

  /// Refuses where a stage's opening can no longer be changed.
  static void requireNotOpened(LedgerView view, Offering offering, Stage stage, LedgerTime now) {
    boolean decided =
        offering.status().isOff()
            || (stage == Stage.SUBSCRIPTION && offering.status() != OfferingStatus.ANNOUNCED);
    RefusedException.unless(!decided, OfferingRefusal.OFFERING_DECIDED, offering.status());
    LedgerTime opens = offering.schedule().window(stage).opens();
    RefusedException.unless(
        Offerings.clock(view, offering, now).isBefore(opens),
        OfferingRefusal.STAGE_OPENED,
        stage,
        "opened at",
        opens);
  }

  /// The offering after one more decree.
  static Offering decreed(
      Offering offering, Signed<?> command, Decree.Kind kind, LedgerTime now, String reason) {
    RefusedException.unless(
        offering.decrees().size() < Decree.DECREES_MAX, OfferingRefusal.TOO_MANY_DECREES);
    return offering.with(new Decree(kind, now, command.party(), reason));
  }

  /// Writes a decreed offering and tells it.
  static Decision.Builder write(Decision.Builder out, Offering offering) {
    return out.put(Offering.key(offering.id()), offering.encoded())
        .event(new OfferingEvent.Decreed(offering.id(), offering.decrees().getLast()).encoded());
  }
}
