package io.kedge.party;

import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Bodies.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.testing.TestKey;
import io.kedge.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PartyTest {
  private static final PartyId NEWCOMER = new PartyId("newcomer");

  private final World world = World.standard().with("market", Role.OPERATOR);

  private static Json.Obj registration(PartyKind kind, Role... roles) {
    var documents = new ArrayList<Json>();
    for (String name : RequiredDocuments.of(kind, List.of(roles))) {
      documents.add(document(name));
    }
    return Json.Obj.empty()
        .with("kind", kind.name())
        .with("roles", texts(Stream.of(roles).map(Role::name).toArray(String[]::new)))
        .with("commitment", Digest.of(Bytes.utf8("salt and name")).hex())
        .with("documents", new Json.Arr(documents))
        .with("key", TestKey.named("newcomer").json());
  }

  private static Json.Obj document(String name) {
    return Json.Obj.empty().with("name", name).with("digest", Digest.of(Bytes.utf8(name)).hex());
  }

  private static Json.Obj decision() {
    return body("{'party': 'newcomer', 'reason': 'papers checked'}");
  }

  private static Json.Obj verification() {
    return decision().with("investorClass", "PROFESSIONAL").with("feeTier", new Json.Whole(2));
  }

  private Party newcomer() {
    return Parties.require(world.view(), NEWCOMER);
  }

  private void register(PartyKind kind, Role... roles) {
    accepted(world.send("newcomer", "party.register", registration(kind, roles)));
  }

  @Test
  @Requirement({"A-31", "A-33", "H-01", "H-02"})
  void whoRegistersMayActOnceItIsVerified() {
    register(PartyKind.ENTERPRISE, Role.OWNER, Role.ISSUER);
    assertThat(newcomer().status()).isEqualTo(PartyStatus.REGISTERED);
    Json.Obj setting = body("{'accept': true}");
    assertThat(world.send("newcomer", "party.setAutoAccept", setting).code())
        .isEqualTo("party.PARTY_NOT_ACTIVE");
    accepted(world.send("market", "party.verify", verification()));
    assertThat(newcomer().acts(Role.OWNER)).isTrue();
    assertThat(newcomer().investorClass()).isEqualTo(InvestorClass.PROFESSIONAL);
    assertThat(newcomer().feeTier()).isEqualTo(2);
    accepted(world.send("newcomer", "party.setAutoAccept", setting));
    assertThat(newcomer().autoAcceptGifts()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @Requirement({"A-01", "A-11", "I-01"})
  void everyRoleCanBeHeldByAnOrganisation(Role role) {
    register(PartyKind.ENTERPRISE, role);
    accepted(world.send("market", "party.verify", verification()));
    assertThat(newcomer().acts(role)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @Requirement({"A-11", "A-12", "A-13"})
  void everyKindOfParticipantCanTrade(PartyKind kind) {
    register(kind, Role.TRADER);
    accepted(world.send("market", "party.verify", verification()));
    assertThat(newcomer().acts(Role.TRADER)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @Requirement("A-32")
  void everyRoleHasADocumentThatIsMissed(Role role) {
    Json.Obj good = registration(PartyKind.ENTERPRISE, role);
    accepted(world.dryRun("newcomer", "party.register", good, "newcomer"));
    var bad = set("documents", new Json.Arr(List.of(document("business-licence")))).apply(good);
    Outcome outcome = world.send("newcomer", "party.register", bad);
    assertThat(outcome.code()).isEqualTo("party.DOCUMENT_MISSING");
    var missing = RequiredDocuments.of(PartyKind.ENTERPRISE, List.of(role));
    missing.remove("business-licence");
    assertThat(outcome.detail()).contains(missing.getFirst());
  }

  static Stream<Arguments> registrationWithOneThingWrong() {
    var weak = Bytes.wrap(new byte[32]).base64();
    return Stream.of(
        Arguments.of("no role", set("roles", texts()), "command.MALFORMED"),
        Arguments.of("a role twice", set("roles", texts("OWNER", "OWNER")), "command.MALFORMED"),
        Arguments.of("no role of ours", set("roles", texts("KING")), "command.MALFORMED"),
        Arguments.of("no commitment", without("commitment"), "command.MALFORMED"),
        Arguments.of(
            "a key of an employee",
            set("key", TestKey.named("newcomer").json().with("employee", "lin")),
            "command.MALFORMED"),
        Arguments.of(
            "a key of small order",
            set("key", set("publicKey", weak).apply(TestKey.named("newcomer").json())),
            "party.KEY_UNSOUND"),
        Arguments.of(
            "a key that did not sign",
            set("key", TestKey.named("somebody").json()),
            "command.KEY_UNKNOWN"),
        Arguments.of(
            "a key that is over before it begins",
            set("key", TestKey.named("newcomer").json().with("until", 0)),
            "party.KEY_PERIOD_WRONG"),
        Arguments.of(
            "a key that began before",
            set("key", TestKey.named("newcomer").json().with("from", 0)),
            "party.KEY_PERIOD_WRONG"),
        Arguments.of(
            "no household is a warehouse",
            set("kind", "HOUSEHOLD").andThen(set("roles", texts("CUSTODIAN"))),
            "party.ROLE_UNFIT"),
        Arguments.of(
            "a document is missing",
            set("documents", new Json.Arr(List.of(document("identity")))),
            "party.DOCUMENT_MISSING"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @Requirement({"A-32", "H-01"})
  void registrationWithOneThingWrong(
      String what, Function<Json.Obj, Json.Obj> tweak, String expected) {
    Json.Obj good = registration(PartyKind.ENTERPRISE, Role.OWNER);
    accepted(world.dryRun("newcomer", "party.register", good, "newcomer"));
    assertThat(world.send("newcomer", "party.register", tweak.apply(good)).code())
        .isEqualTo(expected);
  }

  @Test
  void anIdAndAKeyAreRegisteredOnce() {
    register(PartyKind.ENTERPRISE, Role.OWNER);
    Json.Obj again = registration(PartyKind.ENTERPRISE, Role.OWNER);
    assertThat(world.send("newcomer", "party.register", again).code())
        .isEqualTo("party.PARTY_EXISTS");
    assertThat(world.send("another", "party.register", again, "newcomer").code())
        .isEqualTo("party.KEY_TAKEN");
  }

  @Test
  @Requirement({"A-35", "H-03"})
  void aPartyCompletesItsProfile() {
    register(PartyKind.ENTERPRISE, Role.OWNER);
    String other = Digest.of(Bytes.utf8("another salt")).hex();
    Json.Obj more =
        Json.Obj.empty()
            .with("documents", new Json.Arr(List.of(document("tax-certificate"))))
            .with("commitment", other);
    accepted(world.send("newcomer", "party.addDocuments", more));
    assertThat(PartyFile.of(world.view(), NEWCOMER).documents())
        .containsKeys("tax-certificate", "business-licence");
    assertThat(newcomer().commitment().hex()).isEqualTo(other);
    accepted(world.send("market", "party.verify", verification()));
    assertThat(world.send("newcomer", "party.addDocuments", more).code())
        .isEqualTo("party.STATUS_UNFIT");
    accepted(world.send("newcomer", "party.addDocuments", without("commitment").apply(more)));
    var many = new ArrayList<Json>();
    for (int i = 0; i < PartyFile.DOCUMENTS_MAX; i++) {
      many.add(document("d" + i));
    }
    Json.Obj full = Json.Obj.empty().with("documents", new Json.Arr(many));
    assertThat(world.send("newcomer", "party.addDocuments", full).code())
        .isEqualTo("party.TOO_MANY_DOCUMENTS");
    Json.Obj nothing = Json.Obj.empty().with("documents", new Json.Arr(List.of()));
    assertThat(world.send("newcomer", "party.addDocuments", nothing).code())
        .isEqualTo("command.MALFORMED");
  }

  static Stream<Arguments> decisions() {
    return Stream.of(
        Arguments.of("party.verify", verification(), PartyStatus.VERIFIED),
        Arguments.of("party.decline", decision(), PartyStatus.DECLINED),
        Arguments.of("party.close", decision(), PartyStatus.CLOSED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decisions")
  @Requirement({"H-02", "H-04", "A-33"})
  void onlyTheOperatorDecidesAndOnlyOnce(String type, Json.Obj good, PartyStatus end) {
    world.with("trader", Role.TRADER).with("second-market", Role.OPERATOR);
    register(PartyKind.ENTERPRISE, Role.OPERATOR);
    assertThat(world.send("trader", type, good).code()).isEqualTo("party.ROLE_MISSING");
    assertThat(world.send("market", type, set("party", "nobody").apply(good)).code())
        .isEqualTo("party.PARTY_UNKNOWN");
    assertThat(world.send("market", type, set("party", "market").apply(good)).code())
        .isEqualTo("party.OWN_CASE");
    assertThat(world.send("market", type, without("reason").apply(good)).code())
        .isEqualTo("command.MALFORMED");
    accepted(world.send("market", type, good));
    assertThat(newcomer().status()).isEqualTo(end);
    String again = world.send("market", type, good).code();
    assertThat(again).isEqualTo("party.STATUS_UNFIT");
  }

  @Test
  @Requirement("H-04")
  void whoIsClosedSendsNothing() {
    world.with("trader", Role.TRADER);
    Json.Obj setting = body("{'accept': true}");
    accepted(world.send("trader", "party.setAutoAccept", setting));
    accepted(world.send("market", "party.close", set("party", "trader").apply(decision())));
    assertThat(world.send("trader", "party.setAutoAccept", setting).code())
        .isEqualTo("party.PARTY_NOT_ACTIVE");
  }

  @Test
  void aFeeTierIsOneOfTen() {
    register(PartyKind.ENTERPRISE, Role.OWNER);
    Json.Obj ten = set("feeTier", new Json.Whole(10)).apply(verification());
    assertThat(world.send("market", "party.verify", ten).code()).isEqualTo("command.MALFORMED");
  }

  @Test
  @Requirement({"A-38", "A-39"})
  void rolesChangeByTheOperatorAndWithTheirDocuments() {
    register(PartyKind.ENTERPRISE, Role.OWNER);
    accepted(world.send("market", "party.verify", verification()));
    Json.Obj more = decision().with("roles", texts("OWNER", "CUSTODIAN"));
    assertThat(world.send("newcomer", "party.setRoles", more).code())
        .isEqualTo("party.ROLE_MISSING");
    assertThat(world.send("market", "party.setRoles", more).code())
        .isEqualTo("party.DOCUMENT_MISSING");
    accepted(
        world.send(
            "newcomer",
            "party.addDocuments",
            Json.Obj.empty()
                .with("documents", new Json.Arr(List.of(document("warehouse-permit"))))));
    accepted(world.send("market", "party.setRoles", more));
    assertThat(newcomer().acts(Role.CUSTODIAN)).isTrue();
    Json.Obj own = set("party", "market").apply(more);
    assertThat(world.send("market", "party.setRoles", own).code()).isEqualTo("party.OWN_CASE");
  }

  @Test
  @Requirement("A-11")
  void aPersonCannotTakeAnInstitutionsRole() {
    register(PartyKind.INDIVIDUAL, Role.TRADER);
    accepted(world.send("market", "party.verify", verification()));
    Json.Obj more = decision().with("roles", texts("TRADER", "CLEARING_AGENT"));
    assertThat(world.send("market", "party.setRoles", more).code()).isEqualTo("party.ROLE_UNFIT");
  }

  @Test
  @Requirement({"A-40", "A-51", "H-05"})
  void anOrganisationKeepsItsEmployees() {
    Json.Obj lin =
        body(
            "{'employee': 'lin', 'active': true, 'mandate':"
                + " {'commands': ['party.*'], 'validUntil': '1798761600000'}}");
    accepted(world.send("market", "party.putEmployee", lin));
    var id = new EmployeeId("lin");
    assertThat(Parties.employee(world.view(), new PartyId("market"), id)).isPresent();
    world.withEmployee("market", "lin", "party.*");
    UnaryOperator<Json.Obj> wider =
        set("mandate", body("{'commands': ['*'], 'validUntil': '1798761600000'}"));
    assertThat(world.send("market", "party.putEmployee", wider.apply(lin), "market/lin").code())
        .isEqualTo("party.OWN_MANDATE");
    accepted(
        world.send(
            "market", "party.putEmployee", set("employee", "chen").apply(lin), "market/lin"));
    Json.Obj who = body("{'employee': 'lin'}");
    assertThat(world.send("market", "party.removeEmployee", who, "market/lin").code())
        .isEqualTo("party.OWN_MANDATE");
    accepted(world.send("market", "party.removeEmployee", who));
    assertThat(world.send("market", "party.removeEmployee", who).code())
        .isEqualTo("party.EMPLOYEE_UNKNOWN");
    assertThat(world.send("market", "party.putEmployee", lin, "market/lin").code())
        .isEqualTo("party.EMPLOYEE_NOT_ACTIVE");
  }

  static Stream<Arguments> mandatesThatAreNone() {
    return Stream.of(
        Arguments.of("no command", "{'commands': [], 'validUntil': '9'}"),
        Arguments.of("a command twice", "{'commands': ['*', '*'], 'validUntil': '9'}"),
        Arguments.of("not a pattern", "{'commands': ['*.put'], 'validUntil': '9'}"),
        Arguments.of("no end", "{'commands': ['*']}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void mandatesThatAreNone(String what, String mandate) {
    Json.Obj bad = body("{'employee': 'lin', 'active': true}").with("mandate", body(mandate));
    assertThat(world.send("market", "party.putEmployee", bad).code())
        .isEqualTo("command.MALFORMED");
  }
}
