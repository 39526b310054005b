package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;

import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.note.Lock;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.offering.Offering;
import io.kedge.offering.Phase;
import io.kedge.party.Role;
import java.util.List;
import java.util.Optional;

/// Gifts are offered, accepted, declined and revoked.
final class GiftMoves {
  private final Situation s;

  GiftMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("gift.offer", 36, this::offer),
        new Move("gift.accept", 30, () -> end("gift.accept")),
        new Move("gift.decline", 12, () -> end("gift.decline")),
        new Move("gift.revoke", 12, () -> end("gift.revoke")));
  }

  private boolean circulates(Offering offering) {
    Phase phase = s.model().phase(offering);
    return phase == Phase.TRADING_OPEN || phase == Phase.TRADING_SUSPENDED;
  }

  private Optional<Draft> offer() {
    return s.dice()
        .pick(s.model().offerings().stream().filter(o -> s.mostly(circulates(o))).toList())
        .flatMap(
            offering ->
                s.dice()
                    .pick(TradeMoves.units(s, offering.issue()))
                    .flatMap(note -> offer(offering, note)));
  }

  private Optional<Draft> offer(Offering offering, Note note) {
    long wanted = s.in(s.dice().between(1, 3) * DAY / 2).millis();
    long close = offering.schedule().trading().closes().millis();
    Json.Obj body =
        Json.Obj.empty()
            .with("issue", offering.issue().value())
            .with("inputs", Json.Arr.ofTexts(List.of(note.id().value())))
            .with("units", s.dice().between(1, Math.max(1, note.amount().units() / 2)))
            .with("expiry", s.dice().oneIn(25) ? wanted : Math.min(wanted, close));
    Json.Obj told = s.dice().oneIn(2) ? body.with("message", s.wallet().digest()) : body;
    return s.anyone(Role.TRADER)
        .flatMap(to -> s.draft(note.owner(), "gift.offer", told.with("to", to.value())));
  }

  private Optional<Draft> end(String type) {
    return s.dice()
        .pick(s.model().locks(LockPurpose.GIFT))
        .flatMap(
            lock ->
                s.draft(who(lock, type), type, Json.Obj.empty().with("lock", lock.id().value())));
  }

  private static PartyId who(Lock lock, String type) {
    return type.equals("gift.revoke") ? lock.owner() : lock.executor().orElse(lock.owner());
  }
}
