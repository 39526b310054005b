package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;
import static io.kedge.scenario.workload.Situation.whole;

import io.kedge.kernel.Json;
import io.kedge.party.Employee;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.RequiredDocuments;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parties come and go, with their employees and keys. What could end the market for good (the last
/// operator, the bank's officers) is done to newcomers only.
final class PartyMoves {
  private static final String NEWCOMER = "p";

  private final Situation s;

  PartyMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("party.register", 3, this::register),
        new Move("party.addDocuments", 3, this::addDocuments),
        new Move("party.verify", 8, () -> decide("party.verify")),
        new Move("party.decline", 2, () -> decide("party.decline")),
        new Move("party.close", 1, this::close),
        new Move("party.setRoles", 2, this::setRoles),
        new Move("party.setAutoAccept", 2, this::setAutoAccept),
        new Move("party.putEmployee", 3, this::putEmployee),
        new Move("party.removeEmployee", 2, this::removeEmployee),
        new Move("party.addKey", 3, this::addKey),
        new Move("party.rotateKey", 2, this::rotateKey),
        new Move("party.revokeKey", 2, this::revokeKey));
  }

  private Optional<Draft> register() {
    if (s.model().parties().size() > 40) {
      return Optional.empty();
    }
    String id = NEWCOMER + s.wallet().next();
    PartyKind kind = s.dice().of(PartyKind.values());
    List<Role> roles = s.dice().oneIn(3) ? List.of(Role.OWNER, Role.TRADER) : List.of(Role.TRADER);
    var documents = new ArrayList<String>(RequiredDocuments.of(kind, roles));
    if (s.dice().oneIn(3)) {
      documents.removeFirst();
    }
    Json.Obj body =
        Json.Obj.empty()
            .with("kind", kind.name())
            .with("roles", Json.Arr.ofTexts(roles.stream().map(Role::name).toList()))
            .with("commitment", s.wallet().digest())
            .with("documents", documents(documents))
            .with("key", s.wallet().newKey(id, "key", Optional.empty()));
    body = s.dice().oneIn(4) ? body.with("beneficialOwner", "t1") : body;
    return Optional.of(new Draft(id, "party.register", body, List.of("key")));
  }

  private Json documents(List<String> names) {
    return new Json.Arr(
        names.stream()
            .<Json>map(
                name -> Json.Obj.empty().with("name", name).with("digest", s.wallet().digest()))
            .toList());
  }

  private Optional<Draft> addDocuments() {
    return newcomer(PartyStatus.REGISTERED)
        .or(() -> s.dice().pick(s.model().acting(Role.TRADER)))
        .flatMap(
            party -> {
              var names = new ArrayList<>(RequiredDocuments.of(party.kind(), party.roles()));
              Json.Obj body = Json.Obj.empty().with("documents", documents(names));
              return s.draft(
                  party.id(),
                  "party.addDocuments",
                  s.dice().oneIn(5) ? body.with("commitment", s.wallet().digest()) : body);
            });
  }

  private Optional<Draft> decide(String type) {
    Optional<Party> subject =
        s.dice().oneIn(20) ? s.dice().pick(s.model().parties()) : newcomer(PartyStatus.REGISTERED);
    return subject.flatMap(
        party -> {
          Json.Obj body = Json.Obj.empty().with("party", party.id().value()).with("reason", "file");
          Json.Obj verify =
              body.with("investorClass", s.dice().of("RETAIL", "PROFESSIONAL", "INSTITUTIONAL"))
                  .with("feeTier", whole(s.dice().below(10)));
          return s.operator()
              .flatMap(by -> s.draft(by, type, type.equals("party.verify") ? verify : body));
        });
  }

  private Optional<Draft> close() {
    return newcomer(PartyStatus.VERIFIED)
        .or(() -> newcomer(PartyStatus.REGISTERED))
        .flatMap(
            party ->
                s.operator()
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "party.close",
                                Json.Obj.empty()
                                    .with("party", party.id().value())
                                    .with("reason", "left"))));
  }

  private Optional<Draft> setRoles() {
    return newcomer(PartyStatus.VERIFIED)
        .flatMap(
            party ->
                s.operator()
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "party.setRoles",
                                Json.Obj.empty()
                                    .with("party", party.id().value())
                                    .with("roles", roles())
                                    .with("reason", "asked for"))));
  }

  private Json roles() {
    var roles = s.dice().some(List.of("TRADER", "OWNER", "RIGHTS_HOLDER", "CUSTODIAN"), 2);
    return Json.Arr.ofTexts(roles);
  }

  private Optional<Draft> setAutoAccept() {
    return s.anyone(Role.TRADER)
        .flatMap(
            by ->
                s.draft(
                    by,
                    "party.setAutoAccept",
                    Json.Obj.empty().with("accept", new Json.Truth(s.dice().oneIn(2)))));
  }

  private Optional<Draft> putEmployee() {
    return organisation()
        .flatMap(
            party -> {
              String id =
                  employees(party).stream()
                      .findFirst()
                      .filter(_ -> s.dice().oneIn(2))
                      .map(employee -> employee.id().value())
                      .orElseGet(() -> "e" + s.wallet().next());
              Json.Obj mandate =
                  Json.Obj.empty()
                      .with(
                          "commands",
                          Json.Arr.ofTexts(
                              s.dice().some(List.of("gift.*", "note.transfer", "order.*"), 3)))
                      .with("validUntil", s.in(s.dice().between(1, 60) * DAY).millis());
              mandate = s.dice().oneIn(3) ? mandate.with("unitsMax", 5_000) : mandate;
              mandate = s.dice().oneIn(4) ? mandate.with("fourEyesFrom", 0) : mandate;
              return s.draft(
                  party.id(),
                  "party.putEmployee",
                  Json.Obj.empty()
                      .with("employee", id)
                      .with("active", new Json.Truth(!s.dice().oneIn(5)))
                      .with("mandate", mandate));
            });
  }

  private Optional<Draft> removeEmployee() {
    return organisation()
        .flatMap(
            party ->
                s.dice()
                    .pick(employees(party))
                    .flatMap(
                        employee ->
                            s.draft(
                                party.id(),
                                "party.removeEmployee",
                                Json.Obj.empty().with("employee", employee.id().value()))));
  }

  private Optional<Draft> addKey() {
    return s.dice()
        .pick(s.model().parties())
        .flatMap(
            party -> {
              String by = party.id().value();
              String label = "k" + s.wallet().next();
              Optional<String> employee =
                  s.dice()
                      .pick(employees(party))
                      .filter(_ -> s.dice().oneIn(2))
                      .map(found -> found.id().value());
              Json.Obj key = s.wallet().newKey(by, label, employee);
              return Optional.of(
                  new Draft(
                      by, "party.addKey", Json.Obj.empty().with("key", key), with(by, label)));
            });
  }

  private List<String> with(String by, String label) {
    var labels = new ArrayList<>(s.wallet().one(by));
    if (!s.dice().oneIn(15)) {
      labels.add(label);
    }
    return labels;
  }

  private Optional<Draft> rotateKey() {
    return s.dice()
        .pick(s.model().parties())
        .flatMap(party -> s.dice().pick(s.wallet().keys(party.id().value())))
        .map(
            old -> {
              String by = old.party().value();
              String label = "k" + s.wallet().next();
              Optional<String> employee = old.employee().map(id -> id.value());
              Json.Obj body =
                  Json.Obj.empty()
                      .with("old", old.id().value())
                      .with("key", s.wallet().newKey(by, label, employee));
              body = s.dice().oneIn(2) ? body.with("endsAt", s.in(DAY).millis()) : body;
              var labels = new ArrayList<>(List.of(s.wallet().label(old.id()), label));
              return new Draft(by, "party.rotateKey", body, labels);
            });
  }

  /// Revokes a key where the party keeps another.
  private Optional<Draft> revokeKey() {
    return s.dice()
        .pick(s.model().parties())
        .filter(party -> s.wallet().ownLabels(party.id().value()).size() > 1)
        .flatMap(
            party -> {
              String by = party.id().value();
              List<KeyRecord> own =
                  s.wallet().keys(by).stream().filter(key -> key.employee().isEmpty()).toList();
              Json.Obj body =
                  Json.Obj.empty().with("key", own.getLast().id().value()).with("reason", "lost");
              return s.dice().oneIn(2)
                  ? s.draft(by, "party.revokeKey", body)
                  : s.operator().flatMap(op -> s.byOfficers(op, "party.revokeKey", body));
            });
  }

  private Optional<Party> newcomer(PartyStatus status) {
    return s.dice()
        .pick(
            s.model().parties().stream()
                .filter(party -> party.id().value().matches(NEWCOMER + "\\d+"))
                .filter(party -> party.status() == status)
                .toList());
  }

  private Optional<Party> organisation() {
    return s.dice()
        .pick(
            s.model().parties().stream()
                .filter(party -> party.status() == PartyStatus.VERIFIED)
                .filter(party -> party.kind() == PartyKind.ENTERPRISE)
                .toList());
  }

  /// The employees a party took on later.
  private List<Employee> employees(Party party) {
    return s.model().table("employee").entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(party.id().value() + "~e"))
        .map(entry -> (Employee) entry.getValue())
        .toList();
  }
}
