package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Logging in with an OpenID Connect provider, where one is set. Somebody who is logged in links
/// the provider's identity to the account once; after that it logs in. No account is made by it.
@RestController
@RequestMapping("/api/v1/oidc")
class OidcController {
  private static final String BROWSER = "kedge_oidc";

  private final Optional<OidcProvider> provider;
  private final OidcLogins logins;
  private final Callers callers;
  private final Login login;
  private final SessionCookies cookies;
  private final PublicAddress address;
  private final IdentityEvents events;

  OidcController(
      Optional<OidcProvider> provider,
      OidcLogins logins,
      Callers callers,
      Login login,
      SessionCookies cookies,
      PublicAddress address,
      IdentityEvents events) {
    this.provider = provider;
    this.logins = logins;
    this.callers = callers;
    this.login = login;
    this.cookies = cookies;
    this.address = address;
    this.events = events;
  }

  /// Where the browser goes to link an identity.
  record Started(String location) {}

  /// Begins a login.
  @GetMapping("/login")
  @Access(Access.PUBLIC)
  ResponseEntity<Void> startOidcLogin(HttpServletRequest request, HttpServletResponse response) {
    return to(started(request, response, Optional.empty()));
  }

  /// Begins linking an identity to the caller's account.
  @PostMapping("/links")
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.SIGNED_IN)
  Started linkOidcIdentity(
      Caller caller, HttpServletRequest request, HttpServletResponse response) {
    return new Started(started(request, response, Optional.of(caller.account())).toString());
  }

  /// The provider sends the browser back.
  @GetMapping("/callback")
  @Access(Access.PUBLIC)
  ResponseEntity<Void> finishOidcLogin(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam Optional<String> code,
      @RequestParam Optional<String> state) {
    OidcProvider known = required();
    String browser = browser(request).orElse("");
    OidcLogins.Begun begun =
        state
            .flatMap(shown -> logins.take(shown, browser))
            .orElseThrow(() -> IdentityProblem.CHALLENGE_FAILED.problem("state"));
    String given = code.orElseThrow(() -> IdentityProblem.LOGIN_FAILED.problem("no code"));
    String subject =
        known
            .subject(given, begun.verifier(), begun.nonce(), redirect(request))
            .orElseThrow(() -> IdentityProblem.LOGIN_FAILED.problem("the provider's answer"));
    if (begun.account().isPresent()) {
      String account = begun.account().get();
      IdentityProblem.NAME_TAKEN.unless(logins.link(known.issuer(), subject, account), "identity");
      events.add(begun.account(), begun.account(), "OIDC_LINKED", known.issuer());
      return to(address.of(request).resolve("/"));
    }
    Account account =
        logins
            .linked(known.issuer(), subject)
            .flatMap(callers::active)
            .orElseThrow(() -> IdentityProblem.LOGIN_FAILED.problem("no account is linked"));
    cookies.answer(request, response, login.begin(account, true, "oidc"));
    return to(address.of(request).resolve("/"));
  }

  private URI started(
      HttpServletRequest request, HttpServletResponse response, Optional<String> account) {
    OidcProvider known = required();
    OidcLogins.Started fresh = logins.begin(account);
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(BROWSER, fresh.browser())
            .httpOnly(true)
            .secure(address.secure(request))
            .sameSite("Lax")
            .path("/api/v1/oidc")
            .maxAge(600)
            .build()
            .toString());
    return known.authorization(fresh.state(), fresh.nonce(), fresh.challenge(), redirect(request));
  }

  private URI redirect(HttpServletRequest request) {
    return address.of(request).resolve("/api/v1/oidc/callback");
  }

  private OidcProvider required() {
    return provider.orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "no provider is set"));
  }

  private static Optional<String> browser(HttpServletRequest request) {
    var all = request.getCookies();
    return all == null
        ? Optional.empty()
        : java.util.Arrays.stream(all)
            .filter(cookie -> cookie.getName().equals(BROWSER))
            .map(jakarta.servlet.http.Cookie::getValue)
            .findFirst();
  }

  private static ResponseEntity<Void> to(URI location) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(location)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
