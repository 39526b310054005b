package io.kedge.party;

import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.testing.TestKey;
import io.kedge.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Requirement("A-41")
class KeysTest {
  private static final Json.Obj SETTING = body("{'accept': true}");

  private final World world =
      World.standard()
          .with("market", Role.OPERATOR)
          .withEmployee("market", "lin", "*")
          .withEmployee("market", "chen", "*")
          .with("house", Role.ISSUER)
          .withEmployee("house", "wu", "*");

  @BeforeEach
  void theWorldWorks() {
    accepted(world.dryRun("house", "party.setAutoAccept", SETTING, "house"));
    accepted(world.dryRun("house", "party.setAutoAccept", SETTING, "house/wu"));
  }

  private static Json.Obj adding(String key) {
    return Json.Obj.empty().with("key", TestKey.named(key).json());
  }

  private static Json.Obj rotating(String old, String key) {
    return adding(key).with("old", TestKey.named(old).id().value());
  }

  private static Json.Obj revoking(String key) {
    return body("{'reason': 'lost'}").with("key", TestKey.named(key).id().value());
  }

  private static Json.Obj ofEmployee(Json.Obj body, String key, String employee) {
    return set("key", TestKey.named(key).json().with("employee", employee)).apply(body);
  }

  private String send(String type, Json.Obj body, String... keys) {
    return world.send("house", type, body, keys).code();
  }

  private String signs(String key) {
    return world.dryRun("house", "party.setAutoAccept", SETTING, key).code();
  }

  @Test
  void aNewKeyIsAddedByItsOwnSignatureAndOneOfTheOrganisation() {
    Json.Obj good = adding("second");
    assertThat(send("party.addKey", good, "second")).isEqualTo("party.KEY_PROOF_MISSING");
    assertThat(send("party.addKey", good, "house")).isEqualTo("party.KEY_PROOF_MISSING");
    assertThat(send("party.addKey", good, "house/wu", "second"))
        .isEqualTo("party.ORGANISATION_KEY_MISSING");
    assertThat(send("party.addKey", ofEmployee(good, "second", "nobody"), "house", "second"))
        .isEqualTo("party.EMPLOYEE_UNKNOWN");
    assertThat(send("party.addKey", adding("market"), "house", "market"))
        .isEqualTo("party.KEY_TAKEN");
    Json.Obj over = Json.Obj.empty().with("key", TestKey.named("second").json().with("until", 0));
    assertThat(send("party.addKey", over, "house", "second")).isEqualTo("party.KEY_PERIOD_WRONG");
    Json weak =
        set("publicKey", Bytes.wrap(new byte[32]).base64()).apply(TestKey.named("x").json());
    assertThat(send("party.addKey", Json.Obj.empty().with("key", weak), "house"))
        .isEqualTo("party.KEY_UNSOUND");
    assertThat(signs("second")).isEqualTo("command.KEY_UNKNOWN");

    assertThat(send("party.addKey", good, "house", "second")).isEqualTo("accepted");
    assertThat(signs("second")).isEqualTo("accepted");
    assertThat(send("party.addKey", ofEmployee(good, "wu-2", "wu"), "house", "wu-2"))
        .isEqualTo("accepted");
    assertThat(signs("wu-2")).isEqualTo("accepted");
  }

  @Test
  void aKeyThatBeginsLaterSignsLater() {
    var key = TestKey.named("later").json().with("from", world.now().plusMillis(10).millis());
    accepted(
        world.send("house", "party.addKey", Json.Obj.empty().with("key", key), "house", "later"));
    assertThat(signs("later")).isEqualTo("command.KEY_NOT_VALID");
    world.after(10);
    assertThat(signs("later")).isEqualTo("accepted");
  }

  @Test
  void aKeyIsReplacedAtOnceOrAtAGivenTime() {
    assertThat(send("party.rotateKey", rotating("house", "new"), "house", "new"))
        .isEqualTo("accepted");
    assertThat(signs("house")).isEqualTo("command.KEY_NOT_VALID");
    assertThat(signs("new")).isEqualTo("accepted");

    Json.Obj later =
        ofEmployee(rotating("house/wu", "wu-2"), "wu-2", "wu")
            .with("endsAt", world.now().plusMillis(10).millis());
    assertThat(send("party.rotateKey", later, "house/wu", "wu-2")).isEqualTo("accepted");
    world.after(9);
    assertThat(signs("house/wu")).isEqualTo("accepted");
    world.after(1);
    assertThat(signs("house/wu")).isEqualTo("command.KEY_NOT_VALID");
    assertThat(signs("wu-2")).isEqualTo("accepted");
  }

  @Test
  void aRotationWithOneThingWrong() {
    Json.Obj good = rotating("house", "new");
    accepted(world.dryRun("house", "party.rotateKey", good, "house", "new"));
    assertThat(send("party.rotateKey", good, "house")).isEqualTo("party.KEY_PROOF_MISSING");
    assertThat(send("party.rotateKey", rotating("unknown", "new"), "house", "new"))
        .isEqualTo("party.KEY_UNKNOWN");
    assertThat(send("party.rotateKey", rotating("market", "new"), "house", "new"))
        .isEqualTo("party.KEY_OF_ANOTHER_PARTY");
    assertThat(send("party.rotateKey", ofEmployee(good, "new", "wu"), "house", "new"))
        .isEqualTo("party.EMPLOYEE_DIFFERS");
    assertThat(send("party.rotateKey", good, "house/wu", "new"))
        .isEqualTo("party.ORGANISATION_KEY_MISSING");
    assertThat(send("party.rotateKey", rotating("house", "market"), "house", "market"))
        .isEqualTo("party.KEY_TAKEN");
    assertThat(send("party.rotateKey", good.with("endsAt", 0), "house", "new"))
        .isEqualTo("party.KEY_PERIOD_WRONG");
    accepted(world.send("house", "party.revokeKey", revoking("house/wu"), "house"));
    Json.Obj ended = ofEmployee(rotating("house/wu", "new"), "new", "wu");
    assertThat(send("party.rotateKey", ended, "house", "new")).isEqualTo("party.KEY_ENDED");
  }

  @Test
  void aKeyIsRevokedWithAnotherOfTheSameParty() {
    assertThat(send("party.revokeKey", revoking("unknown"), "house"))
        .isEqualTo("party.KEY_UNKNOWN");
    assertThat(send("party.revokeKey", revoking("market"), "house"))
        .isEqualTo("party.ROLE_MISSING");
    assertThat(send("party.revokeKey", revoking("house"), "house/wu"))
        .isEqualTo("party.ORGANISATION_KEY_MISSING");
    assertThat(send("party.revokeKey", revoking("house"), "house"))
        .isEqualTo("party.OTHER_KEY_MISSING");
    assertThat(send("party.revokeKey", revoking("house/wu"), "house")).isEqualTo("accepted");
    assertThat(signs("house/wu")).isEqualTo("command.KEY_NOT_VALID");
    assertThat(send("party.revokeKey", revoking("house/wu"), "house")).isEqualTo("party.KEY_ENDED");
  }

  @Test
  void theLastKeyOfAPartyIsRevokedByTwoOfficersOfTheOperator() {
    Json.Obj good = revoking("house");
    assertThat(world.send("market", "party.revokeKey", good, "market/lin").code())
        .isEqualTo("party.TWO_OFFICERS_MISSING");
    assertThat(world.send("market", "party.revokeKey", good, "market", "market/lin").code())
        .isEqualTo("party.TWO_OFFICERS_MISSING");
    accepted(world.send("market", "party.revokeKey", good, "market/lin", "market/chen"));
    assertThat(signs("house")).isEqualTo("command.KEY_NOT_VALID");
  }

  @Test
  void aRevokedKeyDoesNotComeBackByBringingItself() {
    accepted(world.send("house", "party.revokeKey", revoking("house/wu"), "house"));
    Json.Obj back = ofEmployee(adding("house/wu"), "house/wu", "wu");
    assertThat(send("party.addKey", back, "house/wu")).isEqualTo("party.ORGANISATION_KEY_MISSING");
    assertThat(send("party.addKey", back, "house", "house/wu")).isEqualTo("party.KEY_TAKEN");
  }

  @Test
  void whoIsNotVerifiedYetMayReplaceItsKey() {
    Party waiting = Parties.require(world.view(), new PartyId("house"));
    world.with(waiting.with(PartyStatus.REGISTERED));
    assertThat(signs("house")).isEqualTo("party.PARTY_NOT_ACTIVE");
    assertThat(send("party.rotateKey", rotating("house", "new"), "house", "new"))
        .isEqualTo("accepted");
  }
}
