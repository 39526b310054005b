package io.kedge.server.identity;

import static io.kedge.server.identity.Visitor.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.server.TestServer;
import io.kedge.server.identity.Accounts.New;
import io.kedge.server.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Own data, second factors, passwords by link, API keys, administration.
class UserCentreTest {
  private static final String PASSWORD = "quiet river 41 stones";
  private final Store store = TestServer.shared().running().context().getBean(Store.class);
  private final Accounts accounts = TestServer.shared().running().context().getBean(Accounts.class);

  @BeforeEach
  void forgetFailures() {
    store.db().execute("delete from kedge.attempt");
  }

  /// A fresh account of a party.
  private Account fresh(String party, String... roles) {
    return accounts.create(
        new New(
            "trading-system",
            new PartyId(party),
            Optional.empty(),
            "t-" + Ids.fresh(),
            "Test",
            "en"),
        Optional.of(PASSWORD),
        false,
        List.of(roles));
  }

  @Test
  @Requirement("A-36")
  void somebodyChangesTheirOwnDataAndNothingElse() {
    Account account = fresh("alice", "member");
    var me = Visitor.browser(account.login(), PASSWORD);
    var before = me.get("/me").expect(200);
    String etag = before.response().headers().firstValue("ETag").orElseThrow();
    me.with("If-Match", etag);
    var after =
        me.patch(
                "/me",
                members(
                    "displayName", "A. Chen",
                    "email", "alice@example.org",
                    "login", "admin",
                    "party", "platform",
                    "status", "CLOSED",
                    "permissions", List.of("account:manage"),
                    "roles", List.of("OPERATOR")))
            .expect(200);
    assertThat(after.text("displayName")).isEqualTo("A. Chen");
    assertThat(after.text("login")).isEqualTo(account.login());
    assertThat(after.text("party")).isEqualTo("alice");
    assertThat(after.json().get("permissions").toString()).doesNotContain("account:manage");
    assertThat(me.patch("/me", members("displayName", "B")).expect(412).code())
        .isEqualTo("server.CHANGED_MEANWHILE");
    me.without("If-Match");
    me.patch("/me", members("email", "a@b\r\nBcc: c@d")).refused(IdentityProblem.FIELD_WRONG);
  }

  @Test
  void aCodePassesOnceAndARecoveryCodeToo() {
    Account account = fresh("bob", "member");
    var me = Visitor.browser(account.login(), PASSWORD);
    me.post("/me/totp", members("currentPassword", "not it")).refused(IdentityProblem.LOGIN_FAILED);
    var enrolled = me.post("/me/totp", members("currentPassword", PASSWORD)).expect(201);
    Bytes secret = Bytes.wrap(Base32.decode(enrolled.text("secret")));
    assertThat(enrolled.text("uri")).startsWith("otpauth://totp/Kedge:");
    new Visitor().logIn(account.login(), PASSWORD).expect(201);
    me.post("/me/totp/confirmation", members("code", "000000"))
        .refused(IdentityProblem.LOGIN_FAILED);
    String first = new Totp().codeAt(secret, System.currentTimeMillis());
    var codes = me.post("/me/totp/confirmation", members("code", first)).expect(200);
    new Visitor().logIn(account.login(), PASSWORD).refused(IdentityProblem.SECOND_FACTOR_REQUIRED);
    new Visitor().logIn(account.login(), PASSWORD, first).refused(IdentityProblem.LOGIN_FAILED);
    String next = new Totp().codeAt(secret, System.currentTimeMillis() + 30_000);
    new Visitor().logIn(account.login(), PASSWORD, next).expect(201);
    new Visitor().logIn(account.login(), PASSWORD, next).refused(IdentityProblem.LOGIN_FAILED);
    forgetFailures();
    String recovery = codes.json().get("recoveryCodes").get(3).asString();
    new Visitor().logIn(account.login(), PASSWORD, recovery).expect(201);
    new Visitor().logIn(account.login(), PASSWORD, recovery).refused(IdentityProblem.LOGIN_FAILED);
    byte[] kept =
        store
            .db()
            .fetchSingle("select totp_secret from kedge.account where id = ?", account.id())
            .get(0, byte[].class);
    assertThat(Bytes.wrap(kept).hex()).doesNotContain(secret.hex());
  }

  @Test
  void aNewPasswordEndsAllOtherSessions() {
    Account account = fresh("alice", "member");
    var here = Visitor.browser(account.login(), PASSWORD);
    var there = Visitor.browser(account.login(), PASSWORD);
    here.post("/me/password", members("currentPassword", PASSWORD, "newPassword", "short"))
        .refused(IdentityProblem.PASSWORD_TOO_SHORT);
    String cookie = here.cookie("kedge_session").orElseThrow();
    here.keep(
            here.post(
                "/me/password",
                members("currentPassword", PASSWORD, "newPassword", "another quiet river")))
        .expect(200);
    assertThat(here.cookie("kedge_session").orElseThrow()).isNotEqualTo(cookie);
    here.get("/me").expect(200);
    there.get("/me").expect(401);
    new Visitor().logIn(account.login(), PASSWORD).refused(IdentityProblem.LOGIN_FAILED);
  }

  @Test
  void aFirstPasswordOpensNothingButItsChange() {
    Account account =
        accounts.create(
            new New(
                "trading-system",
                new PartyId("alice"),
                Optional.empty(),
                "t-" + Ids.fresh(),
                "Test",
                "en"),
            Optional.of(PASSWORD),
            true,
            List.of("admin"));
    var me = Visitor.browser(account.login(), PASSWORD);
    me.get("/accounts").refused(IdentityProblem.PASSWORD_CHANGE_REQUIRED);
    me.post("/commands/order.place", "{}").refused(IdentityProblem.PASSWORD_CHANGE_REQUIRED);
    me.get("/me").expect(200);
    me.keep(
            me.post(
                "/me/password",
                members("currentPassword", PASSWORD, "newPassword", "mine alone since now")))
        .expect(200);
    me.get("/accounts").expect(200);
  }

  @Test
  void aLinkSetsAPasswordOnce() {
    var admin = Visitor.browser("platform");
    Account account = fresh("carol", "member");
    var session = Visitor.browser(account.login(), PASSWORD);
    Visitor.browser("alice")
        .post("/accounts/" + account.id() + "/password-links", "{}")
        .expect(403);
    String old = token(admin.post("/accounts/" + account.id() + "/password-links", "{}"));
    String token = token(admin.post("/accounts/" + account.id() + "/password-links", "{}"));
    var somebody = new Visitor();
    somebody
        .post("/passwords", members("token", old, "newPassword", "never to be set 11"))
        .refused(IdentityProblem.LINK_INVALID);
    somebody
        .post("/passwords", members("token", token, "newPassword", "kurz"))
        .refused(IdentityProblem.PASSWORD_TOO_SHORT);
    somebody
        .post("/passwords", members("token", token, "newPassword", "set by the link 12"))
        .expect(204);
    somebody
        .post("/passwords", members("token", token, "newPassword", "set by the link 13"))
        .refused(IdentityProblem.LINK_INVALID);
    session.get("/me").expect(401);
    new Visitor().logIn(account.login(), "set by the link 12").expect(201);
    String late = token(admin.post("/accounts/" + account.id() + "/password-links", "{}"));
    store.db().execute("update kedge.password_link set expires_at = expires_at - 1800001");
    somebody
        .post("/passwords", members("token", late, "newPassword", "set by the link 14"))
        .refused(IdentityProblem.LINK_INVALID);
  }

  private static String token(Visitor.Answer answer) {
    String link = answer.expect(201).text("link");
    return link.substring(link.indexOf('#') + 1);
  }

  @Test
  void askingForALinkTellsNothing() {
    var known = new Visitor().post("/password-links", members("login", "alice")).expect(202);
    var unknown = new Visitor().post("/password-links", members("login", "nobody")).expect(202);
    assertThat(known.body()).isEqualTo(unknown.body()).isEmpty();
  }

  @Test
  void anApiKeyReachesAsFarAsItsScopesAndItsAccount() {
    var owner = Visitor.browser("cellar");
    owner
        .post("/me/api-keys", members("name", "erp", "scopes", Set.of("nonsense"), "days", 1))
        .refused(IdentityProblem.FIELD_WRONG);
    var made =
        owner
            .post(
                "/me/api-keys",
                members("name", "erp", "scopes", Set.of("read", "command:asset.*"), "days", 30))
            .expect(201);
    String secret = made.text("secret");
    var program = Visitor.bearer(secret);
    program.get("/me").expect(200);
    program.get("/organisation/accounts").expect(200);
    program.post("/commands/order.place", "{}").refused(IdentityProblem.SCOPE_MISSING);
    assertThat(program.post("/commands/asset.register", "{}").code())
        .isNotEqualTo(IdentityProblem.SCOPE_MISSING.code());
    program
        .post("/me/password", members("currentPassword", "x", "newPassword", "y"))
        .refused(IdentityProblem.SCOPE_MISSING);
    assertThat(program.get("/me/api-keys").expect(403).code())
        .isEqualTo("server.PERMISSION_MISSING");
    assertThat(program.get("/accounts").expect(403).code()).isEqualTo("server.PERMISSION_MISSING");
    var listed = owner.get("/me/api-keys").expect(200);
    assertThat(listed.body()).doesNotContain(secret).contains(secret.substring(0, 18));
    assertThat(listed.json().get(0).get("lastUsedAt").isString()).isTrue();
    assertThat(store.db().fetch("select * from kedge.api_key").toString()).doesNotContain(secret);
    Visitor.browser("guild").delete("/me/api-keys/" + made.text("id")).expect(404);
    owner.delete("/me/api-keys/" + made.text("id")).expect(204);
    program.get("/me").expect(401);
  }

  @Test
  void anApiKeyEndsInTime() {
    var owner = Visitor.browser("guild");
    var made =
        owner
            .post("/me/api-keys", members("name", "x", "scopes", Set.of("read"), "days", 1))
            .expect(201);
    var program = Visitor.bearer(made.text("secret"));
    program.get("/me").expect(200);
    store.db().execute("update kedge.api_key set expires_at = expires_at - 86400001");
    program.get("/me").expect(401);
  }

  @Test
  @Requirement("A-38")
  void rolesAreRowsAndAChangeIsSeenAtOnceAndRecorded() {
    var admin = Visitor.browser("platform");
    Account account = fresh("platform");
    var me = Visitor.browser(account.login(), PASSWORD);
    me.get("/accounts").expect(403);
    admin
        .put(
            "/roles/auditor-of-accounts",
            members("zh", "账号审计", "en", "sees accounts", "permissions", Set.of("account:read")))
        .expect(204);
    admin
        .put(
            "/accounts/" + account.id() + "/roles", members("roles", Set.of("auditor-of-accounts")))
        .expect(204);
    me.get("/accounts").expect(200);
    admin.put("/roles/auditor-of-accounts", members("permissions", Set.of())).expect(204);
    me.get("/accounts").expect(403);
    admin
        .put("/accounts/" + account.id() + "/roles", members("roles", Set.of("OPERATOR")))
        .refused(IdentityProblem.ROLE_UNKNOWN);
    assertThat(admin.get("/identity-events?limit=20").expect(200).body())
        .contains("ROLES_GIVEN", "ROLE_SET");
  }

  @Test
  void theLastAdministratorStays() {
    var admin = Visitor.browser("platform");
    admin
        .put("/roles/admin", members("permissions", Set.of("account:read")))
        .refused(IdentityProblem.LAST_ADMIN);
    admin.get("/accounts").expect(200);
  }

  @Test
  void whatHappenedIsNeverChanged() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> store.db().execute("delete from kedge.identity_event")))
        .hasMessageContaining("never changed");
  }

  @Test
  void aSuspendedAccountIsOutAtOnce() {
    var admin = Visitor.browser("platform");
    Account account = fresh("bob", "member");
    var me = Visitor.browser(account.login(), PASSWORD);
    admin.put("/accounts/" + account.id() + "/status", members("status", "SUSPENDED")).expect(204);
    me.get("/me").expect(401);
    new Visitor().logIn(account.login(), PASSWORD).refused(IdentityProblem.LOGIN_FAILED);
    admin.put("/accounts/" + account.id() + "/status", members("status", "ACTIVE")).expect(204);
    new Visitor().logIn(account.login(), PASSWORD).expect(201);
  }

  @Test
  @Requirement("A-39")
  void mayIsAskedOfTheContract() {
    var alice = Visitor.browser("alice");
    var no =
        alice.get(
            "/may?command=party.close&body=" + encoded("{\"party\":\"bob\",\"reason\":\"x\"}"));
    assertThat(no.expect(200).json().get("may").asBoolean()).isFalse();
    assertThat(no.text("code")).isEqualTo("party.ROLE_MISSING");
    var yes = alice.get("/may?command=party.setAutoAccept&body=" + encoded("{\"accept\":true}"));
    assertThat(yes.expect(200).json().get("may").asBoolean()).as(yes.body()).isTrue();
    assertThat(alice.get("/may?permission=account:manage").json().get("may").asBoolean()).isFalse();
    alice.get("/may").expect(400);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
