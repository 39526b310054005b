package io.kedge.scenario.workload;

import static io.kedge.scenario.workload.Situation.DAY;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetStatus;
import io.kedge.attestation.Slot;
import io.kedge.attestation.Statement;
import io.kedge.catalogue.CatalogueEntry;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Catalogue, assets, reductions, and the attestation of everything that is attested.
final class RegistryMoves {
  private static final int ASSETS = 4;

  private final Situation s;

  RegistryMoves(Situation situation) {
    s = situation;
  }

  List<Move> moves() {
    return List.of(
        new Move("catalogue.putEntry", 2, this::putEntry),
        new Move(
            "catalogue.putEntry",
            60,
            () -> s.model().table("catalogue").isEmpty() ? putEntry() : Optional.empty()),
        new Move("catalogue.putRightType", 2, this::putRightType),
        new Move(
            "catalogue.putRightType",
            60,
            () -> s.model().table("right-type").isEmpty() ? putRightType() : Optional.empty()),
        new Move("asset.register", 8, this::register),
        new Move("asset.refile", 8, this::refile),
        new Move("asset.amend", 3, this::amend),
        new Move("attestation.attest", 70, this::attest),
        new Move("attestation.decline", 1, this::decline),
        new Move("attestation.withdraw", 1, this::withdraw),
        new Move("reduction.apply", 2, this::reduce));
  }

  private Optional<Draft> putEntry() {
    String id = s.dice().of("tea-cake", "tea-cake", "wine-case", "wine-case", "receivable");
    boolean wine = id.equals("wine-case");
    Json.Obj unit =
        Json.Obj.empty()
            .with("name", Situation.texts(wine ? "箱" : "饼", wine ? "Case" : "Cake"))
            .with("content", s.dice().oneIn(30) ? 400 : 357)
            .with("contentUnit", wine ? "ml" : "g");
    Json.Obj body =
        Json.Obj.empty()
            .with("id", id)
            .with("names", Situation.texts(wine ? "酒" : "茶", wine ? "Wine" : "Tea"))
            .with("category", category(id))
            .with("unit", unit)
            .with("mayAnchor", new Json.Truth(!id.equals("receivable")))
            .with("harmless", Json.Arr.ofTexts(List.of("shelf")))
            .with("retired", new Json.Truth(s.dice().oneIn(12)));
    Json.Obj policy =
        Json.Obj.empty()
            .with("step", "ANCHOR")
            .with("roles", Json.Arr.ofTexts(List.of("OWNER", "ISSUER", "OPERATOR")))
            .with("threshold", Situation.whole(2));
    Json.Obj whole =
        s.dice().oneIn(4) ? body.with("policies", new Json.Arr(List.of(policy))) : body;
    return s.operator().flatMap(by -> s.draft(by, "catalogue.putEntry", whole));
  }

  private static String category(String id) {
    return switch (id) {
      case "tea-cake" -> "TEA";
      case "wine-case" -> "LIQUOR";
      default -> "RECEIVABLE";
    };
  }

  private Optional<Draft> putRightType() {
    Json.Obj body =
        Json.Obj.empty()
            .with("id", s.dice().of("tasting", "delivery"))
            .with("names", Situation.texts("权", "Right"))
            .with("retired", new Json.Truth(s.dice().oneIn(12)));
    return s.operator().flatMap(by -> s.draft(by, "catalogue.putRightType", body));
  }

  private Optional<Draft> register() {
    long alive =
        s.model().assets().stream()
            .filter(a -> a.status() == AssetStatus.PENDING || a.status() == AssetStatus.CONFIRMED)
            .count();
    if (!s.mostly(alive < ASSETS)) {
      return Optional.empty();
    }
    return s.dice()
        .pick(s.model().all("catalogue", CatalogueEntry.class))
        .filter(entry -> s.mostly(entry.mayAnchor() && !entry.retired()))
        .flatMap(entry -> content(entry.id().value(), s.dice().between(100, 2_000), "a"))
        .flatMap(
            content ->
                s.anyone(Role.OWNER)
                    .flatMap(by -> s.draft(by, "asset.register", withDeadline(content))));
  }

  private Json.Obj withDeadline(Json.Obj body) {
    return body.with("deadline", s.in(s.dice().between(2, 30) * DAY).millis());
  }

  private Optional<Json.Obj> content(String entry, long quantity, String shelf) {
    var rights = new ArrayList<Json>();
    for (String type : s.dice().some(s.model().table("right-type").keySet(), 2)) {
      s.anyone(Role.RIGHTS_HOLDER)
          .ifPresent(
              holder ->
                  rights.add(
                      Json.Obj.empty()
                          .with("type", type)
                          .with("holder", holder.value())
                          .with("description", "a right")
                          .with("countPerUnit", s.dice().between(1, 3))));
    }
    Optional<PartyId> custodian = s.anyone(Role.CUSTODIAN);
    Optional<PartyId> issuer = s.anyone(Role.ISSUER);
    if (rights.isEmpty() || custodian.isEmpty() || issuer.isEmpty()) {
      return Optional.empty();
    }
    Json.Obj document =
        Json.Obj.empty()
            .with("name", "report")
            .with("digest", s.wallet().digest())
            .with("reference", "vault")
            .with("mediaType", "application/pdf");
    Json.Obj portrait =
        Json.Obj.empty()
            .with("source", "camera-1")
            .with("digest", s.wallet().digest())
            .with("reference", "vault");
    return Optional.of(
        Json.Obj.empty()
            .with("entry", entry)
            .with("quantity", quantity)
            .with("custodian", custodian.get().value())
            .with("issuer", issuer.get().value())
            .with("rights", new Json.Arr(rights))
            .with("documents", new Json.Arr(List.of(document)))
            .with("portrait", new Json.Arr(List.of(portrait)))
            .with("attributes", Json.Obj.empty().with("shelf", shelf)));
  }

  private Optional<Draft> refile() {
    return s.dice()
        .pick(s.model().assets().stream().filter(asset -> s.mostly(mayRefile(asset))).toList())
        .flatMap(
            asset ->
                content(asset.content().entry().value(), asset.quantity() + 1, "b")
                    .flatMap(
                        content ->
                            s.draft(
                                asset.owner(),
                                "asset.refile",
                                withDeadline(asset(asset, content)))));
  }

  private boolean mayRefile(Asset asset) {
    return switch (asset.status()) {
      case DECLINED, WITHDRAWN -> true;
      case PENDING -> lapsed(asset);
      case CONFIRMED -> false;
    };
  }

  private boolean lapsed(Asset asset) {
    return s.model().table("statement").get(asset.statement().value()) instanceof Statement filed
        && filed.deadline().isBefore(s.now());
  }

  private static Json.Obj asset(Asset asset, Json.Obj content) {
    Json.Obj body = Json.Obj.empty().with("asset", asset.id().value());
    for (var member : content.members().entrySet()) {
      body = body.with(member.getKey(), member.getValue());
    }
    return body;
  }

  /// Changes where it stands, or everything.
  private Optional<Draft> amend() {
    return confirmed()
        .flatMap(
            asset ->
                (s.dice().oneIn(2)
                        ? Optional.of(harmless(asset))
                        : content(asset.content().entry().value(), asset.quantity() + 10, "c"))
                    .flatMap(
                        content ->
                            s.draft(
                                asset.owner(),
                                "asset.amend",
                                withDeadline(asset(asset, content)))));
  }

  private Json.Obj harmless(Asset asset) {
    var rights =
        asset.rights().stream()
            .<Json>map(
                right ->
                    Json.Obj.empty()
                        .with("type", right.type().value())
                        .with("holder", right.holder().value())
                        .with("description", right.description())
                        .with("countPerUnit", right.countPerUnit()))
            .toList();
    var documents =
        asset.content().documents().stream()
            .<Json>map(
                ref ->
                    Json.Obj.empty()
                        .with("name", ref.name())
                        .with("digest", ref.digest().hex())
                        .with("reference", ref.reference())
                        .with("mediaType", ref.mediaType()))
            .toList();
    var portrait =
        asset.content().portrait().stream()
            .<Json>map(
                source ->
                    Json.Obj.empty()
                        .with("source", source.source())
                        .with("digest", source.digest().hex())
                        .with("reference", source.reference()))
            .toList();
    return Json.Obj.empty()
        .with("entry", asset.content().entry().value())
        .with("quantity", asset.quantity())
        .with("custodian", asset.custodian().value())
        .with("issuer", asset.issuer().value())
        .with("rights", new Json.Arr(rights))
        .with("documents", new Json.Arr(documents))
        .with("portrait", new Json.Arr(portrait))
        .with("attributes", Json.Obj.empty().with("shelf", "s" + s.wallet().next()));
  }

  private Optional<Asset> confirmed() {
    return s.dice()
        .pick(
            s.model().assets().stream()
                .filter(asset -> s.mostly(asset.status() == AssetStatus.CONFIRMED))
                .toList());
  }

  private Optional<Statement> open() {
    return s.dice()
        .pick(
            s.model().all("statement", Statement.class).stream().filter(Statement::open).toList());
  }

  private Optional<Draft> attest() {
    return open()
        .filter(statement -> s.mostly(!statement.deadline().isBefore(s.now())))
        .flatMap(
            statement -> {
              var free = new ArrayList<Slot>();
              for (int i = 0; i < statement.slots().size(); i++) {
                int slot = i;
                if (statement.signatures().stream().noneMatch(done -> done.slot() == slot)) {
                  free.add(statement.slots().get(i));
                }
              }
              return s.dice().pick(free).flatMap(slot -> attest(statement, slot));
            });
  }

  private Optional<Draft> attest(Statement statement, Slot slot) {
    return slot.party()
        .or(() -> s.anyone(slot.role()))
        .filter(
            by -> s.mostly(statement.signatures().stream().noneMatch(d -> d.party().equals(by))))
        .flatMap(
            by ->
                s.draft(
                    by,
                    "attestation.attest",
                    Json.Obj.empty()
                        .with("statement", statement.id().value())
                        .with("digest", statement.digest().hex())
                        .with("role", slot.role().name())));
  }

  private Optional<Draft> decline() {
    return open()
        .flatMap(
            statement ->
                s.dice()
                    .pick(statement.slots())
                    .flatMap(slot -> slot.party().or(() -> s.anyone(slot.role())))
                    .flatMap(
                        by ->
                            s.draft(
                                by,
                                "attestation.decline",
                                Json.Obj.empty()
                                    .with("statement", statement.id().value())
                                    .with("reason", "not so"))));
  }

  private Optional<Draft> withdraw() {
    return open()
        .flatMap(
            statement ->
                s.draft(
                    statement.maker(),
                    "attestation.withdraw",
                    Json.Obj.empty().with("statement", statement.id().value())));
  }

  private Optional<Draft> reduce() {
    return confirmed()
        .filter(asset -> s.mostly(asset.free() > 20))
        .flatMap(
            asset ->
                s.draft(
                    asset.issuer(),
                    "reduction.apply",
                    withDeadline(
                        Json.Obj.empty()
                            .with("asset", asset.id().value())
                            .with("quantity", s.dice().between(1, Math.max(1, asset.free() / 10)))
                            .with("reason", "shrinkage"))));
  }
}
