package io.kedge.scenario.workload;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.note.Note;
import io.kedge.offering.Phase;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Freezes of everything that can be frozen, and what orders make of it.
final class FreezeMoves {
  private final Situation s;

  FreezeMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("freeze.freeze", 2, this::freeze),
        new Move("freeze.freeze", 12, this::freezeApplicant),
        new Move("freeze.unfreeze", 8, this::unfreeze),
        new Move("note.force", 4, this::force));
  }

  private static List<String> concepts(String kind) {
    return switch (kind) {
      case "PARTY" -> List.of("party");
      case "ASSET" -> List.of("asset");
      case "INSTRUMENT" -> List.of("issue", "cash");
      default -> List.of("note", "lock", "voucher");
    };
  }

  private Optional<Draft> freeze() {
    if (s.model().frozen().size() > 2) {
      return Optional.empty();
    }
    String kind = s.dice().of("PARTY", "ASSET", "INSTRUMENT", "NOTE", "NOTE");
    var ids = new ArrayList<String>();
    concepts(kind).forEach(concept -> ids.addAll(s.model().table(concept).keySet()));
    return s.dice().pick(ids).flatMap(id -> order("freeze.freeze", kind, id));
  }

  /// Freezes the cash of an application while its allotment is due: it has to be set aside.
  private Optional<Draft> freezeApplicant() {
    return s.dice()
        .pick(s.model().offerings(Phase.SUBSCRIPTION_CLOSED))
        .filter(_ -> s.model().frozen().isEmpty())
        .flatMap(offering -> s.dice().pick(s.model().applications(offering.id())))
        .flatMap(application -> order("freeze.freeze", "NOTE", application.lock().value()));
  }

  private Optional<Draft> unfreeze() {
    return s.dice()
        .pick(s.model().frozen())
        .flatMap(
            key -> {
              int bar = key.indexOf('|');
              String kind = key.substring(0, bar).toUpperCase(Locale.ROOT);
              return order("freeze.unfreeze", kind, key.substring(bar + 1));
            });
  }

  private Optional<Draft> order(String type, String kind, String id) {
    Optional<PartyId> by = s.dice().oneIn(3) ? s.operator() : s.anyone(Role.REGULATOR);
    Json.Obj body =
        Json.Obj.empty()
            .with("kind", kind)
            .with("id", id)
            .with("reason", "order")
            .with("evidence", s.wallet().digest());
    Json.Obj whole = s.dice().oneIn(2) ? body.with("reference", "(2026) 1") : body;
    return by.flatMap(authority -> s.draft(authority, type, whole));
  }

  /// Notes that are frozen, or whose owner is, go to somebody else.
  private Optional<Draft> force() {
    List<String> frozen = s.model().frozen();
    List<Note> notes =
        s.model().notes().stream().filter(note -> s.mostly(isFrozen(note, frozen))).toList();
    return s.dice()
        .pick(notes)
        .flatMap(
            note -> {
              InstrumentId instrument = note.amount().instrument();
              return s.anyone(Role.TRADER)
                  .flatMap(
                      to ->
                          s.anyone(Role.REGULATOR)
                              .flatMap(
                                  by ->
                                      s.draft(
                                          by,
                                          "note.force",
                                          Json.Obj.empty()
                                              .with("instrument", instrument.value())
                                              .with("from", note.owner().value())
                                              .with(
                                                  "inputs",
                                                  Json.Arr.ofTexts(List.of(note.id().value())))
                                              .with("to", to.value())
                                              .with("reason", "judgment")
                                              .with("evidence", s.wallet().digest()))));
            });
  }

  private static boolean isFrozen(Note note, List<String> frozen) {
    return frozen.contains("note|" + note.id()) || frozen.contains("party|" + note.owner());
  }
}
