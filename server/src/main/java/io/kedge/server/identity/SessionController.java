package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Logging in and out, and where somebody is logged in.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class SessionController {
  private static final String CURRENT = "current";

  private final Login login;
  private final Sessions sessions;
  private final Passkeys passkeys;
  private final Challenges challenges;
  private final Callers callers;
  private final FailedAttempts attempts;
  private final IdentityEvents events;
  private final SessionCookies cookies;
  private final PublicAddress address;

  SessionController(
      Login login,
      Sessions sessions,
      Passkeys passkeys,
      Challenges challenges,
      Callers callers,
      FailedAttempts attempts,
      IdentityEvents events,
      SessionCookies cookies,
      PublicAddress address) {
    this.login = login;
    this.sessions = sessions;
    this.passkeys = passkeys;
    this.challenges = challenges;
    this.callers = callers;
    this.attempts = attempts;
    this.events = events;
    this.cookies = cookies;
    this.address = address;
  }

  /// What is needed to log in.
  ///
  /// @param login the account's login name
  /// @param password its password
  /// @param code of the authenticator app, or a recovery code
  /// @param bearer true for a program that keeps the token itself; else a cookie is set
  record LoginRequest(
      String login, String password, Optional<String> code, Optional<Boolean> bearer) {
    /// Says nothing about the secrets.
    @Override
    public String toString() {
      return "LoginRequest[" + login + "]";
    }
  }

  /// What a browser does to log in with a passkey.
  ///
  /// @param challengeId to be sent back
  /// @param challenge base64url, for `navigator.credentials.get`
  /// @param rpId the name of this server to authenticators
  /// @param userVerification `required`
  record PasskeyChallenge(
      String challengeId, String challenge, String rpId, String userVerification) {}

  /// The answer of the user's authenticator.
  ///
  /// @param challengeId as it was given
  /// @param credential the browser's `PublicKeyCredential` as JSON text
  /// @param bearer true for a program that keeps the token itself
  record PasskeyLogin(String challengeId, String credential, Optional<Boolean> bearer) {}

  /// A session.
  ///
  /// @param id for ending it
  /// @param current true for the one of this request
  /// @param createdAt when it began, likewise the next two
  /// @param seenAt when it was last used
  /// @param expiresAt when it ends in any case
  /// @param means how its owner logged in
  /// @param address from where
  /// @param agent with what
  record SessionRow(
      String id,
      boolean current,
      String createdAt,
      String seenAt,
      String expiresAt,
      String means,
      String address,
      String agent) {}

  @PostMapping(path = "/sessions", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.PUBLIC)
  SessionCookies.LoggedIn logIn(
      HttpServletRequest request, HttpServletResponse response, @RequestBody LoginRequest body) {
    refuseOtherSites(request);
    if (body.login() == null || body.password() == null) {
      throw new Problem(ProblemCode.MALFORMED, "login and password are needed");
    }
    boolean browser = !body.bearer().orElse(false);
    Sessions.Fresh fresh = login.byPassword(body.login(), body.password(), body.code(), browser);
    return cookies.answer(request, response, fresh);
  }

  @PostMapping("/passkey-logins")
  @Access(Access.PUBLIC)
  PasskeyChallenge startPasskeyLogin(HttpServletRequest request) {
    var challenge = challenges.make(Challenges.PASSKEY_LOGIN, Optional.empty());
    return new PasskeyChallenge(
        challenge.id(),
        Base64Url.of(challenge.value().toArray()),
        address.of(request).getHost(),
        "required");
  }

  @PostMapping(path = "/passkey-sessions", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.PUBLIC)
  SessionCookies.LoggedIn logInByPasskey(
      HttpServletRequest request, HttpServletResponse response, @RequestBody PasskeyLogin body) {
    refuseOtherSites(request);
    String from = RequestFacts.address();
    attempts.begin("passkey of " + from, from);
    URI origin = address.of(request);
    Account account =
        challenges
            .take(body.challengeId(), Challenges.PASSKEY_LOGIN, Optional.empty())
            .flatMap(challenge -> passkeys.login(body.credential(), challenge, origin))
            .flatMap(callers::active)
            .orElseThrow(() -> IdentityProblem.LOGIN_FAILED.problem(""));
    attempts.passed("passkey of " + from, from);
    boolean browser = !body.bearer().orElse(false);
    return cookies.answer(request, response, login.begin(account, browser, "passkey"));
  }

  @GetMapping("/sessions")
  @Access(Access.SIGNED_IN)
  List<SessionRow> listSessions(Caller caller, HttpServletRequest request) {
    Optional<String> current = current(request);
    return sessions.of(caller.account()).stream()
        .map(
            session ->
                new SessionRow(
                    session.id(),
                    current.equals(Optional.of(session.id())),
                    Iso.of(session.createdAt()),
                    Iso.of(session.seenAt()),
                    Iso.of(session.expiresAt()),
                    session.means(),
                    session.address(),
                    session.agent()))
        .toList();
  }

  /// Ends a session; `current` is the one of this request.
  @DeleteMapping("/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access(Access.SIGNED_IN)
  @WithFirstPassword
  void endSession(
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable String id) {
    Optional<String> current = current(request);
    String meant = id.equals(CURRENT) ? current.orElse(id) : id;
    if (!sessions.end(caller.account(), meant)) {
      throw new Problem(ProblemCode.NOT_FOUND, "session");
    }
    if (current.equals(Optional.of(meant))) {
      cookies.clear(request, response);
    }
    events.add(Optional.of(caller.account()), Optional.of(caller.account()), "LOGOUT", meant);
  }

  private Optional<String> current(HttpServletRequest request) {
    return RequestCaller.token(request).flatMap(sessions::use).map(Sessions.Session::id);
  }

  /// A page elsewhere logs nobody in here, into no account of its choosing.
  private static void refuseOtherSites(HttpServletRequest request) {
    if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
      throw new Problem(ProblemCode.CSRF_TOKEN_MISSING);
    }
  }
}
