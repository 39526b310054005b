package io.kedge.server.identity;

import static io.kedge.server.identity.Visitor.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import io.kedge.server.store.Store;
import java.net.URI;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Passkeys of an emulated authenticator, through HTTP.
class PasskeyTest {
  private final URI origin = TestServer.shared().at("");

  @BeforeEach
  void forgetFailures() {
    TestServer.shared()
        .running()
        .context()
        .getBean(Store.class)
        .db()
        .execute("delete from kedge.attempt");
  }

  private Visitor.Answer add(Visitor owner, EmulatedAuthenticator key, URI where)
      throws GeneralSecurityException {
    var offer =
        owner.post("/me/passkey-offers", members("currentPassword", Visitor.DEMO)).expect(201);
    return owner.post(
        "/me/passkeys",
        members(
            "challengeId",
            offer.text("challengeId"),
            "name",
            "blue key",
            "credential",
            key.create(where, offer.text("challenge"))));
  }

  private Visitor.Answer logIn(Visitor visitor, EmulatedAuthenticator key, URI where)
      throws GeneralSecurityException {
    var asked = visitor.post("/passkey-logins", "{}").expect(200);
    return visitor.keep(
        visitor.post(
            "/passkey-sessions",
            members(
                "challengeId",
                asked.text("challengeId"),
                "credential",
                key.get(where, asked.text("challenge")))));
  }

  @Test
  void aPasskeyLogsItsOwnerInWithoutAPassword() throws GeneralSecurityException {
    var owner = Visitor.browser("gao");
    var key = new EmulatedAuthenticator();
    var added = add(owner, key, origin).expect(201);
    var visitor = new Visitor();
    logIn(visitor, key, origin).expect(201);
    assertThat(visitor.get("/me").expect(200).text("login")).isEqualTo("gao");
    Visitor.browser("hua").delete("/me/passkeys/" + added.text("id")).expect(404);
    owner.delete("/me/passkeys/" + added.text("id")).expect(204);
    logIn(new Visitor(), key, origin).refused(IdentityProblem.LOGIN_FAILED);
  }

  @Test
  void whatWasSignedForAnotherPageIsOfNoUse() throws GeneralSecurityException {
    var elsewhere = URI.create("https://kedge.example.net");
    var owner = Visitor.browser("hua");
    var key = new EmulatedAuthenticator();
    add(owner, key, elsewhere).refused(IdentityProblem.CHALLENGE_FAILED);
    add(owner, key, origin).expect(201);
    logIn(new Visitor(), key, elsewhere).refused(IdentityProblem.LOGIN_FAILED);
  }

  @Test
  void aChallengeIsGoodOnceAndForItsPurpose() throws GeneralSecurityException {
    var owner = Visitor.browser("fang");
    var key = new EmulatedAuthenticator();
    add(owner, key, origin).expect(201);
    var visitor = new Visitor();
    var asked = visitor.post("/passkey-logins", "{}").expect(200);
    var body =
        members(
            "challengeId",
            asked.text("challengeId"),
            "credential",
            key.get(origin, asked.text("challenge")));
    visitor.post("/passkey-sessions", body).expect(201);
    visitor.post("/passkey-sessions", body).refused(IdentityProblem.LOGIN_FAILED);
    var offer =
        owner.post("/me/passkey-offers", members("currentPassword", Visitor.DEMO)).expect(201);
    new Visitor()
        .post(
            "/passkey-sessions",
            members(
                "challengeId",
                offer.text("challengeId"),
                "credential",
                key.get(origin, offer.text("challenge"))))
        .refused(IdentityProblem.LOGIN_FAILED);
  }

  @Test
  void aCopiedKeyWhoseCounterStaysBehindIsFound() throws GeneralSecurityException {
    var owner = Visitor.browser("erin");
    var key = new EmulatedAuthenticator();
    add(owner, key, origin).expect(201);
    key.countTo(10);
    logIn(new Visitor(), key, origin).expect(201);
    key.countTo(5);
    logIn(new Visitor(), key, origin).refused(IdentityProblem.LOGIN_FAILED);
  }
}
