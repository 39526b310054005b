package io.kedge.rulebook;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.testing.Anchors;
import io.kedge.testing.World;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which single role may send a command at all (A5): every other is refused for its role.
class AllowListTest {
  private final World world = Anchors.world();

  static Stream<Arguments> commands() {
    World world = Anchors.world();
    String asset = Anchors.confirmed(world, 100).value();
    Json.Obj registration = Anchors.registration(world, 100);
    Json.Obj about = body("{'party': 'store', 'reason': 'x'}");
    Json.Obj frozen =
        body("{'kind': 'PARTY', 'id': 'store', 'reason': 'x'}").with("evidence", "0".repeat(64));
    Json.Obj deadline = Json.Obj.empty().with("deadline", World.START.plusMillis(9).millis());
    Set<Role> owner = EnumSet.of(Role.OWNER);
    Set<Role> operator = EnumSet.of(Role.OPERATOR);
    Set<Role> authorities = EnumSet.of(Role.OPERATOR, Role.REGULATOR);
    return Stream.of(
        Arguments.of("asset.register", registration, owner),
        Arguments.of("asset.refile", registration.with("asset", asset), owner),
        Arguments.of("asset.amend", registration.with("asset", asset), owner),
        Arguments.of(
            "reduction.apply",
            deadline.with("asset", asset).with("quantity", 1).with("reason", "x"),
            EnumSet.of(Role.ISSUER)),
        Arguments.of("catalogue.putEntry", Anchors.entry(), operator),
        Arguments.of("catalogue.putRightType", Anchors.rightType(), operator),
        Arguments.of("freeze.freeze", frozen, authorities),
        Arguments.of("freeze.unfreeze", frozen, authorities),
        Arguments.of("party.decline", about, operator),
        Arguments.of("party.close", about, operator),
        Arguments.of("party.setRoles", about.with("roles", texts("OWNER")), operator),
        Arguments.of(
            "party.verify",
            about.with("investorClass", "RETAIL").with("feeTier", new Json.Whole(0)),
            operator));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @Requirement({"A-39", "A-43", "A-44", "A-45", "A-47", "A-52"})
  void onlyTheseRolesMaySendIt(String type, Json.Obj body, Set<Role> allowed) {
    var passed = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      String party = "only-" + role.name().toLowerCase(Locale.ROOT);
      world.with(party, role);
      Outcome outcome = world.dryRun(party, type, body, party);
      assertThat(outcome.code()).as(party).isNotEqualTo("command.MALFORMED");
      if (!outcome.code().equals("party.ROLE_MISSING")) {
        passed.add(role);
      }
    }
    assertThat(passed).isEqualTo(allowed);
  }
}
