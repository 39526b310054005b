package io.kedge.server.identity;

import static io.kedge.server.identity.Visitor.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import io.kedge.server.TestServer;
import io.kedge.server.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Logging in, sessions, CSRF, waiting after failures.
class LoginTest {
  private final Store store = TestServer.shared().running().context().getBean(Store.class);

  @BeforeEach
  void forgetFailures() {
    store.db().execute("delete from kedge.attempt");
  }

  @Test
  @Requirement("A-34")
  void aBrowserGetsACookieThatNoScriptReadsAndAProgramAToken() {
    var visitor = new Visitor();
    var answer = visitor.logIn("alice", Visitor.DEMO).expect(201);
    String cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(answer.json().get("token").isNull()).isTrue();
    var me = visitor.get("/me").expect(200);
    assertThat(me.text("login")).isEqualTo("alice");
    assertThat(me.text("party")).isEqualTo("alice");
    assertThat(me.json().get("roles").toString()).contains("TRADER");

    var program =
        new Visitor()
            .post("/sessions", members("login", "alice", "password", Visitor.DEMO, "bearer", true))
            .expect(201);
    assertThat(program.response().headers().firstValue("Set-Cookie")).isEmpty();
    Visitor.bearer(program.text("token")).get("/me").expect(200);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreToldAlike() {
    var wrong =
        new Visitor().logIn("alice", "not her password").refused(IdentityProblem.LOGIN_FAILED);
    var nobody = new Visitor().logIn("nobody-at-all", "x").refused(IdentityProblem.LOGIN_FAILED);
    assertThat(wrong.body()).isEqualTo(nobody.body());
  }

  @Test
  void whetherThereIsAnAccountCannotBeToldByTime() {
    var known = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();
    for (int i = 0; i < 4; i++) {
      known.add(timed("bob"));
      unknown.add(timed("nobody-" + "x"));
    }
    assertThat(median(unknown) * 1.0 / median(known)).isBetween(0.4, 2.5);
  }

  private static long timed(String login) {
    long start = System.nanoTime();
    new Visitor().logIn(login, "wrong password here").expect(401);
    return System.nanoTime() - start;
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  @Test
  void afterAFewFailuresANameWaitsWhetherOrNotThereIsSuchAnAccount() {
    for (String login : List.of("carol", "not-there")) {
      for (int i = 0; i < 5; i++) {
        new Visitor().logIn(login, "wrong").refused(IdentityProblem.LOGIN_FAILED);
      }
      var waits = new Visitor().logIn(login, "wrong").refused(IdentityProblem.TOO_MANY_ATTEMPTS);
      assertThat(waits.text("retryAfterSeconds")).isEqualTo("1");
    }
    store
        .db()
        .execute("update kedge.attempt set failures = 10, last_at = ?", System.currentTimeMillis());
    new Visitor().logIn("carol", Visitor.DEMO).refused(IdentityProblem.TOO_MANY_ATTEMPTS);
    store.db().execute("delete from kedge.attempt where failures = 10 and subject like 'address%'");
    new Visitor().logIn("dave", Visitor.DEMO).expect(201);
    store.db().execute("update kedge.attempt set last_at = last_at - 64000");
    new Visitor().logIn("carol", Visitor.DEMO).expect(201);
    new Visitor().logIn("carol", "wrong").refused(IdentityProblem.LOGIN_FAILED);
  }

  @Test
  void manyGuessesAtOnceAreNotOne() throws InterruptedException {
    var codes = new java.util.concurrent.ConcurrentLinkedQueue<String>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 12; i++) {
      threads.add(
          Thread.ofVirtual().start(() -> codes.add(new Visitor().logIn("erin", "no").code())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(codes.stream().filter(IdentityProblem.LOGIN_FAILED.code()::equals).count())
        .isLessThanOrEqualTo(6);
  }

  @Test
  void aChangeWithACookieNeedsTheCsrfToken() {
    var visitor = Visitor.browser("alice");
    visitor.without("X-CSRF-Token");
    assertThat(visitor.patch("/me", members("displayName", "X")).expect(403).code())
        .isEqualTo("server.CSRF_TOKEN_MISSING");
    visitor.with("X-CSRF-Token", Sessions.csrf(Token.make(Token.Kind.SESSION)));
    assertThat(visitor.patch("/me", members("displayName", "X")).expect(403).code())
        .isEqualTo("server.CSRF_TOKEN_MISSING");
    String token = visitor.get("/me").text("csrfToken");
    visitor.with("X-CSRF-Token", token).with("Sec-Fetch-Site", "cross-site");
    visitor.patch("/me", members("displayName", "X")).expect(403);
    visitor.without("Sec-Fetch-Site");
    visitor.patch("/me", members("displayName", "Alice")).expect(200);
  }

  @Test
  void anotherSiteLogsNobodyIn() {
    new Visitor().with("Sec-Fetch-Site", "cross-site").logIn("alice", Visitor.DEMO).expect(403);
  }

  @Test
  void aSessionSomebodyElsePutThereEndsAtLogin() {
    var attacker = Visitor.browser("bob");
    String planted = attacker.cookie("kedge_session").orElseThrow();
    var victim = new Visitor().cookie("kedge_session", planted);
    victim.logIn("alice", Visitor.DEMO).expect(201);
    assertThat(victim.cookie("kedge_session").orElseThrow()).isNotEqualTo(planted);
    attacker.get("/me").expect(401);
    assertThat(victim.get("/me").text("login")).isEqualTo("alice");
  }

  @Test
  void aMadeUpTokenIsNotTakenOver() {
    String madeUp = Token.make(Token.Kind.SESSION).text();
    var victim = new Visitor().cookie("kedge_session", madeUp);
    victim.logIn("alice", Visitor.DEMO).expect(201);
    new Visitor().cookie("kedge_session", madeUp).get("/me").expect(401);
  }

  @Test
  void aBrowsersTokenIsNoBearer() {
    var visitor = Visitor.browser("alice");
    Visitor.bearer(visitor.cookie("kedge_session").orElseThrow()).get("/me").expect(401);
  }

  @Test
  void sessionsAreListedAndEndedByTheirOwnerOnly() {
    var here = Visitor.browser("fang");
    var there = Visitor.browser("fang");
    var others = Visitor.browser("gao");
    String other = null;
    for (var session : here.get("/sessions").expect(200).json()) {
      if (!session.get("current").asBoolean()) {
        other = session.get("id").asString();
      }
    }
    others.delete("/sessions/" + other).expect(404);
    there.get("/me").expect(200);
    here.delete("/sessions/" + other).expect(204);
    there.get("/me").expect(401);
    here.delete("/sessions/current").expect(204);
    here.get("/me").expect(401);
  }

  @Test
  void aSessionEndsWhenItIsIdleAndWhenItIsOld() {
    var idle = Visitor.browser("hua");
    store.db().execute("update kedge.session set seen_at = seen_at - 1800001");
    idle.get("/me").expect(401);
    var old = Visitor.browser("hua");
    store
        .db()
        .execute(
            "update kedge.session set expires_at = expires_at - 43200001 where account ="
                + " (select id from kedge.account where login = 'hua')");
    old.get("/me").expect(401);
  }

  @Test
  void theDatabaseKeepsNoSecret() {
    var visitor = Visitor.browser("alice");
    String token = visitor.cookie("kedge_session").orElseThrow();
    String rows = store.db().fetch("select * from kedge.session").toString();
    assertThat(rows).doesNotContain(token.substring(10));
    String hash =
        store
            .db()
            .fetchSingle("select password_hash from kedge.account where login = 'alice'")
            .get(0, String.class);
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }
}
