package io.kedge.asset;

import static io.kedge.testing.Anchors.DAY;
import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Anchors.asset;
import static io.kedge.testing.Anchors.attest;
import static io.kedge.testing.Anchors.attestation;
import static io.kedge.testing.Anchors.confirmed;
import static io.kedge.testing.Anchors.registered;
import static io.kedge.testing.Anchors.registration;
import static io.kedge.testing.Anchors.statementOf;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.attestation.Statement;
import io.kedge.attestation.Statements;
import io.kedge.contract.Change;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;
import io.kedge.testing.Anchors;
import io.kedge.testing.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssetTest {
  private final World world = Anchors.world();

  @Test
  @Requirement({"B-12", "B-13", "B-14", "B-24", "H-07", "H-08", "H-09", "I-04"})
  void anAnchorIsConfirmedWhenOwnerRightsHolderIssuerAndOperatorHaveAllAttested() {
    AssetId id = registered(world, 100);
    List<String> parties = List.of("house", "cellar", "market", "garden");
    for (String party : parties) {
      assertThat(asset(world, id).status()).as("before " + party).isEqualTo(AssetStatus.PENDING);
      attest(world, statementOf(world, id), party);
    }
    assertThat(asset(world, id).status()).isEqualTo(AssetStatus.CONFIRMED);
    assertThat(asset(world, id).quantity()).isEqualTo(100);
    assertThat(asset(world, id).free()).isEqualTo(100);
  }

  @Test
  @Requirement({"B-01", "B-02", "B-03", "B-06", "B-11"})
  void anAssetKeepsUnitRightsDocumentsAndPortrait() {
    Asset asset = asset(world, confirmed(world, 100));
    assertThat(asset.unit().content()).isEqualTo(357);
    assertThat(asset.unit().contentUnit()).isEqualTo("g");
    assertThat(asset.rights()).hasSize(1);
    assertThat(asset.content().documents()).hasSize(1);
    assertThat(asset.content().portrait()).hasSize(1);
    assertThat(Asset.decode(asset.encoded())).isEqualTo(asset);
  }

  static Stream<Arguments> registrationWithOneThingWrong() {
    return Stream.of(
        malformed("no quantity", set("quantity", "0")),
        malformed("no rights", set("rights", none())),
        malformed("no documents", set("documents", none())),
        malformed("no portrait", set("portrait", none())),
        malformed("no custodian", without("custodian")),
        Arguments.of("an unknown entry", set("entry", "tea.brick"), "catalogue.ENTRY_UNKNOWN"),
        Arguments.of("a retired entry", set("entry", "tea.old"), "catalogue.ENTRY_RETIRED"),
        Arguments.of("no anchor", set("entry", "tea.claim"), "asset.MAY_NOT_ANCHOR"),
        Arguments.of(
            "an unknown right", rights("income", "garden"), "catalogue.RIGHT_TYPE_UNKNOWN"),
        Arguments.of("a retired right", rights("dinner", "garden"), "catalogue.RIGHT_TYPE_RETIRED"),
        Arguments.of("a stranger's right", rights("tasting", "nobody"), "party.PARTY_UNKNOWN"),
        Arguments.of("no rights holder", rights("tasting", "store"), "party.ROLE_MISSING"),
        Arguments.of("no warehouse", set("custodian", "garden"), "party.ROLE_MISSING"),
        Arguments.of("no issuer", set("issuer", "store"), "party.ROLE_MISSING"),
        Arguments.of(
            "a deadline that has passed",
            set("deadline", Long.toString(World.START.millis())),
            "attestation.DEADLINE_PASSED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @Requirement({"B-01", "B-04", "I-17", "A-39"})
  void registrationWithOneThingWrong(String what, UnaryOperator<Json.Obj> tweak, String expected) {
    Json.Obj entry = Anchors.entry();
    accepted(
        world.send(
            "market",
            "catalogue.putEntry",
            set("retired", new Json.Truth(true)).apply(set("id", "tea.old").apply(entry))));
    accepted(
        world.send(
            "market",
            "catalogue.putEntry",
            set("mayAnchor", new Json.Truth(false)).apply(set("id", "tea.claim").apply(entry))));
    accepted(
        world.send(
            "market",
            "catalogue.putRightType",
            set("retired", new Json.Truth(true))
                .apply(set("id", "dinner").apply(Anchors.rightType()))));
    Json.Obj good = registration(world, 100);
    accepted(world.dryRun("cellar", "asset.register", good, "cellar"));
    assertThat(world.send("cellar", "asset.register", tweak.apply(good)).code())
        .isEqualTo(expected);
  }

  @Test
  @Requirement("A-52")
  void onlyAnOwnerRegisters() {
    for (String other : List.of("market", "garden", "house", "store", "court")) {
      assertThat(world.send(other, "asset.register", registration(world, 100)).code())
          .as(other)
          .isEqualTo("party.ROLE_MISSING");
    }
  }

  @Test
  @Requirement({"I-35", "H-13", "H-27"})
  void aDeclinedRegistrationIsFiledAgainAndLinksTheOldOne() {
    AssetId id = registered(world, 100);
    var first = statementOf(world, id);
    assertThat(world.send("cellar", "asset.refile", refiling(id, 90)).code())
        .isEqualTo("asset.NOT_TO_BE_REFILED");
    decline(first.value());
    assertThat(asset(world, id).status()).isEqualTo(AssetStatus.DECLINED);
    world.with("other-cellar", Role.OWNER);
    assertThat(world.send("other-cellar", "asset.refile", refiling(id, 90)).code())
        .isEqualTo("asset.NOT_THE_OWNER");

    accepted(world.send("cellar", "asset.refile", refiling(id, 90)));
    Statement second = Statements.require(world.view(), statementOf(world, id));
    assertThat(second.previous()).contains(first);
    assertThat(second.version()).isEqualTo(2);
    assertThat(asset(world, id).status()).isEqualTo(AssetStatus.PENDING);
    attest(world, second.id(), "cellar", "garden", "house", "market");
    assertThat(asset(world, id).status()).isEqualTo(AssetStatus.CONFIRMED);
    assertThat(asset(world, id).quantity()).isEqualTo(90);
  }

  @Test
  @Requirement("I-35")
  void aWithdrawnOrLapsedRegistrationIsFiledAgain() {
    AssetId withdrawn = registered(world, 100);
    accepted(
        world.send(
            "cellar",
            "attestation.withdraw",
            Json.Obj.empty().with("statement", statementOf(world, withdrawn).value())));
    assertThat(asset(world, withdrawn).status()).isEqualTo(AssetStatus.WITHDRAWN);
    accepted(world.send("cellar", "asset.refile", refiling(withdrawn, 80)));

    AssetId lapsed = registered(world, 100);
    world.after(7 * DAY);
    assertThat(world.send("cellar", "asset.refile", refiling(lapsed, 80)).code())
        .isEqualTo("asset.NOT_TO_BE_REFILED");
    world.after(1);
    assertThat(
            world
                .send(
                    "cellar",
                    "attestation.attest",
                    attestation(world, statementOf(world, lapsed), "cellar"))
                .code())
        .isEqualTo("attestation.STATEMENT_LAPSED");
    accepted(world.send("cellar", "asset.refile", refiling(lapsed, 80)));
  }

  @Test
  @Requirement({"B-25", "H-12", "I-29"})
  void underLiveIssuesOnlyHarmlessAttributesChange() {
    AssetId id = confirmed(world, 100);
    assertThat(asset(world, id).anchoring()).isFalse();
    put(asset(world, id).withAnchored(60));
    assertThat(asset(world, id).anchoring()).isTrue();
    var photo = attributes(id, "{'year': '2019', 'photo': 'side'}");
    accepted(world.send("cellar", "asset.amend", photo));
    assertThat(asset(world, id).content().attributes().values()).containsEntry("photo", "side");
    assertThat(asset(world, id).version()).isEqualTo(2);
    var year = attributes(id, "{'year': '2011', 'photo': 'side'}");
    assertThat(world.send("cellar", "asset.amend", year).code()).isEqualTo("asset.LIVE_ISSUES");
    var more = set("quantity", "120").apply(photo);
    assertThat(world.send("cellar", "asset.amend", more).code()).isEqualTo("asset.LIVE_ISSUES");
  }

  @Test
  @Requirement({"B-25", "I-29", "H-19"})
  void anyOtherChangeTakesEffectWhenItIsAttested() {
    AssetId id = confirmed(world, 100);
    var year = attributes(id, "{'year': '2011', 'photo': 'front'}");
    accepted(world.send("cellar", "asset.amend", year));
    var filed = world.lastId().output(0);
    assertThat(asset(world, id).content().attributes().values()).containsEntry("year", "2019");
    assertThat(world.send("cellar", "asset.amend", year).code()).isEqualTo("asset.AMENDMENT_OPEN");
    var statement = new StatementId(filed);
    attest(world, statement, "cellar", "garden", "house");

    put(asset(world, id).withAnchored(1)); // an issue came in between
    assertThat(lastSignature(statement)).isEqualTo("asset.LIVE_ISSUES");
    put(asset(world, id).withAnchored(0).withQuantity(99)); // so did a reduction
    assertThat(lastSignature(statement)).isEqualTo("asset.CHANGED_MEANWHILE");
    decline(filed);
    accepted(world.send("cellar", "asset.amend", set("quantity", "99").apply(year)));
    var again = new StatementId(world.lastId().output(0));
    attest(world, again, "cellar", "garden", "house", "market");
    assertThat(asset(world, id).content().attributes().values()).containsEntry("year", "2011");
    assertThat(asset(world, id).statement()).isEqualTo(again);
    assertThat(asset(world, id).status()).isEqualTo(AssetStatus.CONFIRMED);
  }

  static Stream<Arguments> amendmentWithOneThingWrong() {
    return Stream.of(
        Arguments.of("an unknown asset", "cellar", set("asset", "gone"), "asset.ASSET_UNKNOWN"),
        Arguments.of(
            "somebody else's", "other-cellar", UnaryOperator.identity(), "asset.NOT_THE_OWNER"),
        Arguments.of("not an owner", "house", UnaryOperator.identity(), "party.ROLE_MISSING"),
        Arguments.of("another entry", "cellar", set("entry", "tea.brick"), "asset.ENTRY_DIFFERS"),
        Arguments.of(
            "no change",
            "cellar",
            set("attributes", body("{'year': '2019', 'photo': 'front'}")),
            "asset.NOTHING_CHANGES"),
        Arguments.of(
            "a warehouse that is none", "cellar", set("custodian", "house"), "party.ROLE_MISSING"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void amendmentWithOneThingWrong(
      String what, String by, UnaryOperator<Json.Obj> tweak, String expected) {
    world.with("other-cellar", Role.OWNER);
    AssetId id = confirmed(world, 100);
    Json.Obj good = attributes(id, "{'year': '2011', 'photo': 'front'}");
    accepted(world.dryRun("cellar", "asset.amend", good, "cellar"));
    assertThat(world.send(by, "asset.amend", tweak.apply(good)).code()).isEqualTo(expected);
  }

  @Test
  @Requirement({"B-18", "H-10", "H-11", "I-15"})
  void aFrozenAssetIsNotConfirmedNorChanged() {
    AssetId pending = registered(world, 100);
    attest(world, statementOf(world, pending), "cellar", "garden", "house");
    AssetId id = confirmed(world, 100);
    freeze("freeze.freeze", pending);
    freeze("freeze.freeze", id);
    assertThat(lastSignature(statementOf(world, pending))).isEqualTo("freeze.FROZEN");
    var photo = attributes(id, "{'year': '2019', 'photo': 'side'}");
    assertThat(world.send("cellar", "asset.amend", photo).code()).isEqualTo("freeze.FROZEN");
    world.after(30 * DAY); // the statement's clock stands still
    freeze("freeze.unfreeze", pending);
    assertThat(lastSignature(statementOf(world, pending))).isEqualTo("accepted");
  }

  /// Bug: a statement about something frozen was declined and withdrawn, which ended it.
  @Test
  @Requirement("I-15")
  void nothingAboutAFrozenAssetIsDeclinedOrWithdrawn() {
    AssetId pending = registered(world, 100);
    String statement = statementOf(world, pending).value();
    Json.Obj decline = body("{'reason': 'no'}").with("statement", statement);
    Json.Obj withdraw = Json.Obj.empty().with("statement", statement);
    freeze("freeze.freeze", pending);
    assertThat(world.send("garden", "attestation.decline", decline).code())
        .isEqualTo("freeze.FROZEN");
    assertThat(world.send("cellar", "attestation.withdraw", withdraw).code())
        .isEqualTo("freeze.FROZEN");
    freeze("freeze.unfreeze", pending);
    accepted(world.send("cellar", "attestation.withdraw", withdraw));
  }

  /// Bug: rights that overflow 64 bits made every redemption fail, and the issue could never end.
  @Test
  @Requirement("B-01")
  void theRightsOfTheWholeQuantityCanBeCounted() {
    Json.Obj right =
        body("{'type': 'tasting', 'holder': 'garden', 'description': 'x'}")
            .with("countPerUnit", Long.MAX_VALUE / 100);
    Json rights = new Json.Arr(List.of(right));
    Json.Obj fits = set("rights", rights).apply(registration(world, 100));
    assertThat(world.send("cellar", "asset.register", fits).code()).isEqualTo("accepted");
    Json.Obj over = set("rights", rights).apply(registration(world, 101));
    assertThat(world.send("cellar", "asset.register", over).code()).isEqualTo("command.MALFORMED");
  }

  @Test
  @Requirement({"I-05", "B-14"})
  void aCatalogueEntryCanAskForOthersAndForFewer() {
    Json policy =
        new Json.Arr(
            List.of(
                body(
                    "{'step': 'ANCHOR', 'roles': ['OWNER', 'CUSTODIAN', 'REGULATOR'],"
                        + " 'threshold': 2}")));
    accepted(world.send("market", "catalogue.putEntry", Anchors.entry().with("policies", policy)));
    AssetId id = registered(world, 100);
    var statement = statementOf(world, id);
    assertThat(
            world
                .send("market", "attestation.attest", attestation(world, statement, "market"))
                .code())
        .isEqualTo("attestation.SLOT_NOT_YOURS");
    attest(world, statement, "court", "store");
    assertThat(asset(world, id).status()).isEqualTo(AssetStatus.CONFIRMED);
  }

  private static Json none() {
    return new Json.Arr(List.of());
  }

  private static Arguments malformed(String what, UnaryOperator<Json.Obj> tweak) {
    return Arguments.of(what, tweak, "command.MALFORMED");
  }

  private static UnaryOperator<Json.Obj> rights(String type, String holder) {
    Json.Obj right =
        body("{'description': 'x', 'countPerUnit': '1'}").with("type", type).with("holder", holder);
    return set("rights", new Json.Arr(List.of(right)));
  }

  private Json.Obj refiling(AssetId id, long quantity) {
    return registration(world, quantity).with("asset", id.value());
  }

  private Json.Obj attributes(AssetId id, String json) {
    var members = new LinkedHashMap<>(refiling(id, asset(world, id).quantity()).members());
    members.put("attributes", body(json));
    return new Json.Obj(members);
  }

  private void decline(String statement) {
    accepted(
        world.send(
            "garden",
            "attestation.decline",
            body("{'reason': 'not our tasting'}").with("statement", statement)));
  }

  private String lastSignature(StatementId statement) {
    return world
        .send("market", "attestation.attest", attestation(world, statement, "market"))
        .code();
  }

  private void freeze(String type, AssetId id) {
    accepted(
        world.send(
            "market",
            type,
            body("{'kind': 'ASSET', 'reason': 'inspection'}")
                .with("id", id.value())
                .with("evidence", "0".repeat(64))));
  }

  private void put(Asset asset) {
    world.put(new Change.Put(Asset.key(asset.id()), asset.encoded()));
  }
}
