package io.kedge.server.identity;

import static io.kedge.server.identity.Visitor.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.party.KeyHolder;
import io.kedge.party.Parties;
import io.kedge.party.PartyFile;
import io.kedge.party.PartyStatus;
import io.kedge.party.Registry;
import io.kedge.server.TestServer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.identity.Visitor.Answer;
import io.kedge.server.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a form to a verified party of the ledger, by two officers; employees of organisations.
class RegistrationTest {
  private static final String PASSWORD = "quiet river 41 stones";
  private static final byte[] PDF =
      "%PDF-1.7 a document for a test".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, Object> PERSON =
      members("name", "Li Wei", "residentId", "11010519491231002X", "riskClass", "C3");

  private final HostedLedger ledger =
      TestServer.shared().running().context().getBean(LedgerGateway.class).ledger("trading-system");

  @BeforeEach
  void forgetFailures() {
    TestServer.shared()
        .running()
        .context()
        .getBean(Store.class)
        .db()
        .execute("delete from kedge.attempt");
  }

  private static Map<String, Object> person(Map<String, Object> profile, boolean selfCustody) {
    return members(
        "login",
        "liwei",
        "password",
        PASSWORD,
        "displayName",
        "Li Wei",
        "language",
        "en",
        "kind",
        "INDIVIDUAL",
        "roles",
        Set.of("TRADER"),
        "profile",
        profile,
        "selfCustody",
        selfCustody);
  }

  private static Visitor applicant(Map<String, Object> body) {
    Answer made = new Visitor().post("/registrations", body).expect(201);
    return Visitor.browser(made.text("login"), PASSWORD);
  }

  private static void addDocuments(Visitor applicant, String... names) {
    for (String name : names) {
      applicant.upload("/me/registration/documents/" + name, name + ".pdf", PDF).expect(200);
    }
  }

  private static String submitted(Visitor applicant) {
    addDocuments(applicant, "identity", "suitability");
    return applicant.post("/me/registration/submission", "{}").expect(200).text("id");
  }

  private static Map<String, Object> approval(String investorClass) {
    return members(
        "approve", true, "reason", "papers seen", "investorClass", investorClass, "feeTier", 1);
  }

  @Test
  @Requirement("A-32")
  void whatARoleAsksForIsDataAndWhatIsMissingIsNamed() {
    var form = new Visitor().get("/registration-form?kind=ENTERPRISE&roles=CUSTODIAN").expect(200);
    assertThat(form.body()).contains("socialCreditCode", "warehouseAddress", "warehouse-permit");
    var missing =
        new Visitor()
            .post("/registrations", person(members("name", "Li Wei"), false))
            .refused(IdentityProblem.FIELD_MISSING);
    assertThat(missing.json().get("fields").toString()).contains("residentId", "riskClass");
    new Visitor()
        .post(
            "/registrations",
            person(members("name", "Li", "residentId", "12", "riskClass", "C3"), false))
        .refused(IdentityProblem.FIELD_WRONG);
    var operator = person(PERSON, false);
    operator.put("roles", Set.of("OPERATOR"));
    new Visitor().post("/registrations", operator).refused(IdentityProblem.FIELD_WRONG);
    var weak = person(PERSON, false);
    weak.put("password", "passwordpassword");
    new Visitor().post("/registrations", weak).refused(IdentityProblem.PASSWORD_COMMON);
  }

  @Test
  void registeringTellsNothingAboutNamesThatExist() {
    var first = new Visitor().post("/registrations", person(PERSON, false)).expect(201);
    var second = new Visitor().post("/registrations", person(PERSON, false)).expect(201);
    assertThat(first.text("login")).isNotEqualTo(second.text("login")).startsWith("liwei-");
  }

  @Test
  void aFileCountsByItsContentAndItsSize() {
    var applicant = applicant(person(PERSON, false));
    byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    applicant
        .upload("/me/registration/documents/identity", "identity.pdf", page)
        .refused(IdentityProblem.FILE_TYPE);
    byte[] large = new byte[11 * 1024 * 1024];
    System.arraycopy(PDF, 0, large, 0, PDF.length);
    assertThat(applicant.upload("/me/registration/documents/identity", "x.pdf", large).status())
        .isEqualTo(413);
    assertThat(applicant.upload("/me/registration/documents/A_B", "x.pdf", PDF).status())
        .isEqualTo(422);
    var missing =
        applicant
            .post("/me/registration/submission", "{}")
            .refused(IdentityProblem.DOCUMENT_MISSING);
    assertThat(missing.json().get("documents").toString()).contains("identity", "suitability");
  }

  @Test
  @Requirement("A-33")
  void twoDifferentOfficersMakeAVerifiedParty() {
    var applicant = applicant(person(PERSON, false));
    String id = submitted(applicant);
    var party = new PartyId(applicant.get("/me/registration").text("party"));
    var registered = Parties.require(ledger.view(), party);
    assertThat(registered.status()).isEqualTo(PartyStatus.REGISTERED);
    assertThat(registered.commitment().hex())
        .isEqualTo(applicant.get("/me/registration").text("commitment"));
    assertThat(PartyFile.of(ledger.view(), party).documents().get("identity").digest())
        .isEqualTo(Digest.of(Bytes.wrap(PDF)));

    applicant.get("/registrations/" + id).expect(403);
    applicant.post("/registrations/" + id + "/reviews", approval("RETAIL")).expect(403);
    Visitor.browser("alice").get("/registrations/" + id + "/documents/identity").expect(403);
    Visitor.browser("platform")
        .post("/registrations/" + id + "/reviews", approval("RETAIL"))
        .expect(403);

    var first = Visitor.browser("officer1");
    var second = Visitor.browser("officer2");
    var seen = first.get("/registrations/" + id).expect(200);
    assertThat(seen.json().at("/checks/0/verdict").asString()).isEqualTo("PASSED");
    first.get("/registrations/" + id + "/documents/identity").expect(200);
    var once = first.post("/registrations/" + id + "/reviews", approval("RETAIL")).expect(200);
    assertThat(once.json().at("/registration/status").asString()).isEqualTo("SECOND_PENDING");
    first
        .post("/registrations/" + id + "/reviews", approval("RETAIL"))
        .refused(IdentityProblem.SAME_OFFICER);
    Visitor.browser("officer1")
        .post("/registrations/" + id + "/reviews", approval("RETAIL"))
        .refused(IdentityProblem.SAME_OFFICER);
    second
        .post("/registrations/" + id + "/reviews", approval("PROFESSIONAL"))
        .refused(IdentityProblem.FIELD_WRONG);
    assertThat(Parties.require(ledger.view(), party).status()).isEqualTo(PartyStatus.REGISTERED);
    var twice = second.post("/registrations/" + id + "/reviews", approval("RETAIL")).expect(200);
    assertThat(twice.json().at("/registration/status").asString()).isEqualTo("VERIFIED");
    assertThat(Parties.require(ledger.view(), party).status()).isEqualTo(PartyStatus.VERIFIED);
    second
        .post("/registrations/" + id + "/reviews", approval("RETAIL"))
        .refused(IdentityProblem.STATE_UNFIT);

    var me = applicant.get("/me").expect(200);
    assertThat(me.json().get("roles").toString()).contains("TRADER");
    var key = Registry.record(ledger.view(), new KeyId(me.text("custodialKey"))).orElseThrow();
    assertThat(key.holder()).isEqualTo(KeyHolder.CUSTODIAN);
    applicant.post("/commands/party.setAutoAccept", "{\"accept\":true}").expect(200);
  }

  @Test
  void whoCannotBeWhoTheySayIsNotApproved() {
    var profile = members("name", "Li", "residentId", "110105194912310021", "riskClass", "C1");
    var applicant = applicant(person(profile, false));
    String id = submitted(applicant);
    var officer = Visitor.browser("officer1");
    officer
        .post("/registrations/" + id + "/reviews", approval("RETAIL"))
        .refused(IdentityProblem.KYC_FAILED);
    officer
        .post(
            "/registrations/" + id + "/reviews",
            members("approve", false, "reason", "the number is wrong", "feeTier", 0))
        .expect(200);
    var mine = applicant.get("/me/registration").expect(200);
    assertThat(mine.text("status")).isEqualTo("DECLINED");
    assertThat(mine.text("reason")).isEqualTo("the number is wrong");
    assertThat(Parties.require(ledger.view(), new PartyId(mine.text("party"))).status())
        .isEqualTo(PartyStatus.DECLINED);
  }

  @Test
  void aPartyThatKeepsItsKeySignsItsApplicationItself() {
    var applicant = applicant(person(PERSON, true));
    addDocuments(applicant, "identity", "suitability");
    applicant.post("/me/registration/submission", "{}").refused(IdentityProblem.STATE_UNFIT);
    SigningKey key = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
    var unsigned =
        applicant
            .post("/me/registration/preparation", members("publicKey", key.publicKey().base64()))
            .expect(200);
    Bytes payload = Bytes.fromBase64(unsigned.text("payload"));
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var signature = new Envelope.Signature(key.id(), key.sign(message));
    var envelope = new Envelope(Envelope.COMMAND, payload, List.of(signature));
    var done = applicant.post("/me/registration/envelope", envelope.json().write()).expect(200);
    assertThat(done.text("status")).isEqualTo("SUBMITTED");
    assertThat(Registry.record(ledger.view(), key.id()).orElseThrow().holder())
        .isEqualTo(KeyHolder.SELF);
    assertThat(applicant.get("/me").json().get("custodialKey").isNull()).isTrue();
    assertThat(applicant.post("/commands/party.setAutoAccept", "{\"accept\":true}").code())
        .isEqualTo("custody.KEY_MISSING");
  }

  @Test
  @Requirement("A-40")
  void anOrganisationEntersEmployeesWhoActWithinTheirMandate() {
    var manager = Visitor.browser("cellar");
    var wanted =
        members(
            "displayName",
            "Wang",
            "manager",
            false,
            "active",
            true,
            "commands",
            List.of("asset.*"),
            "unitsMax",
            "100",
            "validUntil",
            "2099-01-01T00:00:00Z");
    var entered = manager.put("/organisation/employees/wang", wanted).expect(200);
    Visitor.browser("alice").post("/organisation/employees/wang/password-links", "{}").expect(404);
    String link =
        manager.post("/organisation/employees/wang/password-links", "{}").expect(201).text("link");
    new Visitor()
        .post(
            "/passwords",
            members("token", link.substring(link.indexOf('#') + 1), "newPassword", PASSWORD))
        .expect(204);
    var employee = Visitor.browser(entered.text("login"), PASSWORD);
    var me = employee.get("/me").expect(200);
    assertThat(me.text("employee")).isEqualTo("wang");
    assertThat(me.text("custodialKey")).isEqualTo(entered.text("key"));
    assertThat(
            employee
                .get("/may?command=party.setAutoAccept&body=%7B%22accept%22:true%7D")
                .text("code"))
        .isEqualTo("party.MANDATE_NOT_COVERING");
    employee.put("/organisation/employees/wang", wanted).expect(403);
    assertThat(manager.get("/organisation/keys").expect(200).body())
        .contains(entered.text("key"), "CUSTODIAN");
    wanted.put("active", false);
    manager.put("/organisation/employees/wang", wanted).expect(200);
    employee.get("/me").expect(401);
  }
}
