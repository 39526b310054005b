package io.kedge.genesis;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Bodies.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.MapView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.Parties;
import io.kedge.party.PartyStatus;
import io.kedge.party.Registry;
import io.kedge.party.Role;
import io.kedge.testing.TestKey;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GenesisTest {
  private static Json.Obj document() {
    return body("{'name': 'tea-ledger', 'time': '1767225600000', 'ruleBook': 1}")
        .with("consensus", "solo")
        .with("hash", "sha-256")
        .with("stateRootEvery", new Json.Whole(16))
        .with("founders", new Json.Arr(List.of(market(), bank())))
        .with("clearingParties", texts("bank"));
  }

  private static Json.Obj market() {
    Json.Obj lin =
        body("{'id': 'lin', 'mandate': {'commands': ['party.*'], 'validUntil': '1798761600000'}}");
    return founder("market", "OPERATOR")
        .with(
            "keys",
            new Json.Arr(
                List.of(
                    TestKey.named("market").json(),
                    TestKey.named("market/lin").json().with("employee", "lin"))))
        .with("employees", new Json.Arr(List.of(lin)));
  }

  private static Json.Obj bank() {
    return founder("bank", "CLEARING_AGENT")
        .with("keys", new Json.Arr(List.of(TestKey.named("bank").json())))
        .with("employees", new Json.Arr(List.of()));
  }

  private static Json.Obj founder(String id, String role) {
    return body("{'party': '%s', 'kind': 'ENTERPRISE', 'roles': ['%s']}".formatted(id, role))
        .with("commitment", Digest.of(Bytes.utf8(id)).hex());
  }

  private static Genesis read(Json.Obj document) {
    return Genesis.read(Bytes.utf8(document.write()));
  }

  @Test
  @Requirement("A-01")
  void theFoundersAreThereVerifiedWithKeysAndEmployees() {
    Genesis genesis = read(document());
    var view = new MapView();
    view.apply(genesis.changes());

    assertThat(genesis.name()).isEqualTo("tea-ledger");
    assertThat(genesis.stateRootEvery()).isEqualTo(16);
    assertThat(genesis.time()).isEqualTo(LedgerTime.of(1_767_225_600_000L));
    assertThat(Parties.requireRole(view, new PartyId("market"), Role.OPERATOR).status())
        .isEqualTo(PartyStatus.VERIFIED);
    assertThat(Parties.employee(view, new PartyId("market"), new EmployeeId("lin"))).isPresent();
    var registry = new Registry();
    for (String name : List.of("market", "market/lin", "bank")) {
      var key = TestKey.named(name).id();
      assertThat(registry.find(key, view, genesis.time()).orElseThrow().valid()).as(name).isTrue();
    }
    assertThat(genesis.changes()).isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));
  }

  @Test
  void theLedgerIdIsTheHashOfTheExactBytes() {
    String text = document().write();
    assertThat(Genesis.read(Bytes.utf8(text)).ledgerId()).isEqualTo(Digest.of(Bytes.utf8(text)));
    assertThat(Genesis.read(Bytes.utf8(text + "\n")).ledgerId())
        .isNotEqualTo(Digest.of(Bytes.utf8(text)));
  }

  static Stream<Arguments> oneThingWrong() {
    Json.Arr twice = new Json.Arr(List.of(market(), bank(), bank()));
    Json.Arr keyTwice =
        new Json.Arr(
            List.of(
                market(),
                set("keys", new Json.Arr(List.of(TestKey.named("market").json()))).apply(bank())));
    Json.Arr noOwnKey =
        new Json.Arr(List.of(set("keys", new Json.Arr(List.of())).apply(market()), bank()));
    Json.Arr noEmployee =
        new Json.Arr(List.of(set("employees", new Json.Arr(List.of())).apply(market()), bank()));
    var low = set("publicKey", Bytes.wrap(new byte[32]).base64()).apply(TestKey.named("x").json());
    Json.Arr unsound =
        new Json.Arr(List.of(market(), set("keys", new Json.Arr(List.of(low))).apply(bank())));
    return Stream.of(
        Arguments.of("a name with blanks", set("name", "Tea Ledger"), "name is not an id"),
        Arguments.of("another hash", set("hash", "sm3"), "hash is not sha-256"),
        Arguments.of("no hash", without("hash"), "hash is missing"),
        Arguments.of("another consensus", set("consensus", "luck"), "consensus"),
        Arguments.of("rule book 2", set("ruleBook", new Json.Whole(2)), "ruleBook is not 1"),
        Arguments.of("no root ever", set("stateRootEvery", new Json.Whole(0)), "stateRootEvery"),
        Arguments.of("an extra member", set("motto", "x"), "motto"),
        Arguments.of("a founder twice", set("founders", twice), "bank comes twice"),
        Arguments.of("a key twice", set("founders", keyTwice), "comes twice"),
        Arguments.of("no key of its own", set("founders", noOwnKey), "no key of its own"),
        Arguments.of("a key of nobody", set("founders", noEmployee), "employee it does not name"),
        Arguments.of("a key of small order", set("founders", unsound), "not sound"),
        Arguments.of(
            "no operator",
            set("founders", new Json.Arr(List.of(bank()))),
            "no founder is OPERATOR"),
        Arguments.of("no clearing party", set("clearingParties", texts()), "clearingParties"),
        Arguments.of(
            "a clearing party without the role",
            set("clearingParties", texts("bank", "market")),
            "clearingParties"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneThingWrong(String what, UnaryOperator<Json.Obj> tweak, String expected) {
    assertThat(read(document()).founders()).hasSize(2);
    assertThatThrownBy(() -> read(tweak.apply(document())))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(expected);
  }
}
