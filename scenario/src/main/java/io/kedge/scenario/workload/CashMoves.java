package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;
import static io.kedge.scenario.workload.Situation.whole;

import io.kedge.cash.Cash;
import io.kedge.cash.Deposit;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.note.LockPurpose;
import io.kedge.note.Note;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Money comes in, moves and goes out.
final class CashMoves {
  private final Situation s;

  CashMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("cash.define", 20, this::define),
        new Move("cash.mint", 12, this::mint),
        new Move("cash.withdraw", 3, this::withdraw),
        new Move("cash.payOut", 3, this::payOut),
        new Move("cash.rejectWithdrawal", 2, this::reject),
        new Move("cash.correct", 2, this::correct),
        new Move("note.transfer", 4, this::transfer));
  }

  private Optional<Draft> define() {
    String id = s.model().table("cash").isEmpty() ? "cny" : s.dice().of("cny", "hkd");
    return s.mostly(!s.model().table("cash").containsKey(id) && !s.dice().oneIn(3))
        ? s.anyone(Role.CLEARING_AGENT)
            .flatMap(
                by ->
                    s.draft(
                        by,
                        "cash.define",
                        Json.Obj.empty()
                            .with("id", id)
                            .with("currency", id.equals("cny") ? "CNY" : "HKD")
                            .with("digits", whole(2))
                            .with("names", Situation.texts("元", "Money"))))
        : Optional.empty();
  }

  private Optional<Cash> kind() {
    return s.dice().pick(s.model().all("cash", Cash.class));
  }

  /// Who trades needs money, and issuers need it for collateral.
  private Optional<Draft> mint() {
    Optional<PartyId> to =
        s.anyone(s.dice().oneIn(8) ? Role.ISSUER : Role.TRADER)
            .filter(
                who -> s.model().notes().stream().filter(n -> n.owner().equals(who)).count() < 20);
    return to.flatMap(
        who ->
            kind()
                .flatMap(
                    cash ->
                        s.byOfficers(
                            cash.clearingAgent(),
                            "cash.mint",
                            Json.Obj.empty()
                                .with("cash", cash.id().value())
                                .with("to", who.value())
                                .with("units", s.dice().between(50_000, 900_000))
                                .with("bank", "icbkcnbj")
                                .with("reference", reference()))));
  }

  /// Usually a booking of its own, sometimes one that was there before.
  private String reference() {
    return s.dice()
        .pick(s.model().all("deposit", Deposit.class))
        .filter(_ -> s.dice().oneIn(15))
        .map(deposit -> deposit.bank().reference())
        .orElseGet(() -> "REF " + s.wallet().next());
  }

  private Optional<Note> cashNote() {
    var kinds = s.model().table("cash").keySet();
    return s.dice()
        .pick(
            s.model().notes().stream()
                .filter(note -> kinds.contains(note.amount().instrument().value()))
                .toList());
  }

  private Optional<Draft> withdraw() {
    return cashNote()
        .flatMap(
            note ->
                s.draft(
                    note.owner(),
                    "cash.withdraw",
                    Json.Obj.empty()
                        .with("cash", note.amount().instrument().value())
                        .with("inputs", Json.Arr.ofTexts(List.of(note.id().value())))
                        .with("units", s.dice().between(1, Math.min(40_000, note.amount().units())))
                        .with("account", s.wallet().digest())));
  }

  private Optional<Draft> payOut() {
    return s.dice()
        .pick(s.model().locks(LockPurpose.WITHDRAWAL))
        .flatMap(
            lock ->
                s.anyone(Role.CLEARING_AGENT)
                    .flatMap(
                        by ->
                            s.byOfficers(
                                by,
                                "cash.payOut",
                                Json.Obj.empty()
                                    .with("lock", lock.id().value())
                                    .with("bank", "icbkcnbj")
                                    .with("reference", reference()))));
  }

  private Optional<Draft> reject() {
    return s.dice()
        .pick(s.model().locks(LockPurpose.WITHDRAWAL))
        .flatMap(
            lock ->
                s.anyone(Role.CLEARING_AGENT)
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "cash.rejectWithdrawal",
                                Json.Obj.empty()
                                    .with("lock", lock.id().value())
                                    .with("reason", "account closed"))));
  }

  private Optional<Draft> correct() {
    return s.dice()
        .pick(s.model().all("deposit", Deposit.class))
        .flatMap(
            deposit -> {
              long stands = deposit.amount().units() - deposit.corrected();
              long units =
                  s.dice().oneIn(3)
                      ? Math.max(1, stands)
                      : s.dice().between(1, Math.max(1, stands));
              return s.cover(deposit.holder(), deposit.amount().instrument(), units)
                  .flatMap(inputs -> correct(deposit, units, inputs));
            });
  }

  private Optional<Draft> correct(Deposit deposit, long units, List<String> inputs) {
    Json.Obj consent =
        Json.Obj.empty()
            .with("cash", deposit.amount().instrument().value())
            .with("bank", deposit.bank().bank())
            .with("reference", deposit.bank().reference())
            .with("inputs", Json.Arr.ofTexts(inputs))
            .with("units", units)
            .with("notAfter", s.in(s.dice().oneIn(12) ? -1 : DAY).millis());
    Json.Obj body =
        Json.Obj.empty()
            .with(
                "consent",
                s.wallet().document(deposit.holder().value(), "cash.correction", consent))
            .with("reason", "booked twice");
    return s.anyone(Role.CLEARING_AGENT).flatMap(by -> s.byOfficers(by, "cash.correct", body));
  }

  /// Pays somebody, or merges one's own small notes.
  private Optional<Draft> transfer() {
    return s.dice()
        .pick(s.model().notes())
        .filter(
            note ->
                s.mostly(
                    s.model().table("cash").containsKey(note.amount().instrument().value())
                        || s.dice().oneIn(4)))
        .flatMap(
            note -> {
              var all = s.model().notesOf(note.owner(), note.amount().instrument());
              var inputs = s.dice().some(all, 6);
              long sum = inputs.stream().mapToLong(n -> n.amount().units()).sum();
              long part = s.dice().between(1, sum);
              var outputs = new ArrayList<Json>();
              PartyId to =
                  s.dice().oneIn(2) ? note.owner() : s.anyone(Role.TRADER).orElse(note.owner());
              outputs.add(output(to, part));
              if (part < sum && !s.dice().oneIn(20)) {
                outputs.add(output(note.owner(), sum - part));
              }
              return s.draft(
                  note.owner(),
                  "note.transfer",
                  Json.Obj.empty()
                      .with("instrument", note.amount().instrument().value())
                      .with(
                          "inputs",
                          Json.Arr.ofTexts(inputs.stream().map(n -> n.id().value()).toList()))
                      .with("outputs", new Json.Arr(outputs)));
            });
  }

  private static Json output(PartyId to, long units) {
    return Json.Obj.empty().with("to", to.value()).with("units", units);
  }
}
