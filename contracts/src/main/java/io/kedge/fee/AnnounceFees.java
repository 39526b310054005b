package io.kedge.fee;

import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Refusal;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.party.Parties;
import io.kedge.party.Role;
import java.util.List;
import java.util.Optional;

/// `fee.announce`: an operator announces a fee schedule or a later version of its own (C-29, I-19).
public final class AnnounceFees implements Contract<FeeCommand.Announce> {
  @Override
  public CommandType type() {
    return CommandType.of("fee.announce");
  }

  @Override
  public FeeCommand.Announce decode(Fields body) {
    return new FeeCommand.Announce(
        body.id("id", FeeScheduleId::new),
        body.time("effectiveFrom"),
        body.objects(
            "tiers",
            t ->
                new FeeRates(
                    t.small("makerPpm"), t.small("takerPpm"), t.small("subscriptionPpm"))));
  }

  @Override
  public Optional<Refusal> precheck(FeeCommand.Announce command) {
    if (command.tiers().size() != FeeSchedule.TIERS) {
      return Optional.of(FeeRefusal.TIERS_NOT_TEN);
    }
    if (!command.tiers().stream().allMatch(FeeRates::inRange)) {
      return Optional.of(FeeRefusal.RATE_OVER_WHOLE);
    }
    return Optional.empty();
  }

  @Override
  public Decision decide(Signed<FeeCommand.Announce> command, LedgerView view, LedgerTime now) {
    FeeCommand.Announce announce = command.value();
    Parties.requireRole(view, command.party(), Role.OPERATOR);
    FeeSchedule known =
        Fees.find(view, announce.id())
            .orElse(new FeeSchedule(announce.id(), command.party(), List.of()));
    RefusedException.unless(
        known.operator().equals(command.party()),
        FeeRefusal.SCHEDULE_OF_ANOTHER_OPERATOR,
        known.operator());
    RefusedException.unless(
        !announce.effectiveFrom().isBefore(now),
        FeeRefusal.EFFECTIVE_IN_THE_PAST,
        announce.effectiveFrom(),
        "is before",
        now);
    RefusedException.unless(
        known.versions().stream()
            .noneMatch(v -> v.effectiveFrom().equals(announce.effectiveFrom())),
        FeeRefusal.VERSION_EXISTS,
        announce.effectiveFrom());
    var version = new FeeSchedule.Version(announce.effectiveFrom(), announce.tiers());
    FeeSchedule next = known.with(version, now);
    RefusedException.unless(
        next.versions().size() <= FeeSchedule.VERSIONS_MAX, FeeRefusal.TOO_MANY_VERSIONS);
    return Decision.accept()
        .put(FeeSchedule.key(next.id()), next.encoded())
        .event(new FeeEvent.Announced(next.id(), next.operator(), version).encoded())
        .build();
  }
}
