package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.access.CallerSource;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.identity.Sessions.Session;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/// Who a request is from: a session in a cookie, a session or an API key as bearer, or a client
/// certificate, looked for in this order of being explicit: bearer, cookie, certificate.
///
/// A change that comes with a cookie needs the CSRF token as well. What an API key or a certificate
/// may reach is limited by its scopes, commands included.
final class RequestCaller implements CallerSource {
  static final String COOKIE = "kedge_session";
  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "Bearer ";
  private static final String COMMANDS = "/api/v1/commands/";

  private final Callers callers;
  private final Sessions sessions;
  private final ApiKeys keys;
  private final ClientCertificates certificates;
  private final CertificateOfRequest certificateOfRequest;

  RequestCaller(
      Callers callers,
      Sessions sessions,
      ApiKeys keys,
      ClientCertificates certificates,
      CertificateOfRequest certificateOfRequest) {
    this.callers = callers;
    this.sessions = sessions;
    this.keys = keys;
    this.certificates = certificates;
    this.certificateOfRequest = certificateOfRequest;
  }

  @Override
  public Optional<Caller> callerOf(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.startsWith(BEARER)) {
      return Optional.of(ofBearer(authorization.substring(BEARER.length()).trim(), request));
    }
    Optional<Token> cookie = cookie(request);
    if (cookie.isPresent()) {
      return ofCookie(cookie.get(), request);
    }
    return certificateOfRequest
        .of(request)
        .flatMap(certificate -> ofCertificate(certificate, request));
  }

  /// The session token in the request's cookie.
  static Optional<Token> cookie(HttpServletRequest request) {
    Cookie[] all = request.getCookies();
    return all == null
        ? Optional.empty()
        : Arrays.stream(all)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .findFirst()
            .flatMap(cookie -> Token.read(Token.Kind.SESSION, cookie.getValue()));
  }

  /// The session token of a request, in its cookie or as bearer.
  static Optional<Token> token(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.startsWith(BEARER)
        ? Token.read(Token.Kind.SESSION, authorization.substring(BEARER.length()).trim())
        : cookie(request);
  }

  private Caller ofBearer(String text, HttpServletRequest request) {
    Optional<Session> session =
        Token.read(Token.Kind.SESSION, text)
            .flatMap(sessions::use)
            .filter(found -> !found.browser());
    if (session.isPresent()) {
      return ofSession(session.get(), request).orElseThrow(RequestCaller::notSignedIn);
    }
    var key = Token.read(Token.Kind.API_KEY, text).flatMap(keys::use);
    if (key.isEmpty()) {
      throw notSignedIn();
    }
    var scopes = new Scopes(Set.copyOf(key.get().scopes()));
    return ofProgram(key.get().account(), Caller.Means.API_KEY, scopes, request)
        .orElseThrow(RequestCaller::notSignedIn);
  }

  /// A stale cookie is nobody's: its browser has to be able to log in again.
  private Optional<Caller> ofCookie(Token token, HttpServletRequest request) {
    Optional<Session> session = sessions.use(token).filter(Session::browser);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    if (!SAFE.contains(request.getMethod()) && !showsCsrf(token, request)) {
      if (needed(request).equals(Access.PUBLIC)) {
        return Optional.empty();
      }
      throw new Problem(ProblemCode.CSRF_TOKEN_MISSING);
    }
    return ofSession(session.get(), request);
  }

  private Optional<Caller> ofCertificate(X509Certificate shown, HttpServletRequest request) {
    return certificates
        .use(shown)
        .flatMap(
            found -> {
              var scopes = new Scopes(Set.copyOf(found.scopes()));
              return ofProgram(found.account(), Caller.Means.CERTIFICATE, scopes, request);
            });
  }

  private static boolean showsCsrf(Token token, HttpServletRequest request) {
    String shown = request.getHeader(CSRF_HEADER);
    String site = request.getHeader("Sec-Fetch-Site");
    return shown != null
        && !"cross-site".equals(site)
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8),
            Sessions.csrf(token).getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Caller> ofSession(Session session, HttpServletRequest request) {
    Optional<Account> account = callers.active(session.account());
    account
        .filter(Account::mustChangePassword)
        .ifPresent(
            _ ->
                IdentityProblem.PASSWORD_CHANGE_REQUIRED.unless(
                    handler(request)
                        .map(method -> method.hasMethodAnnotation(WithFirstPassword.class))
                        .orElse(false),
                    "set a password of your own first"));
    return account.map(found -> callers.of(found, Caller.Means.SESSION, Optional.empty()));
  }

  private Optional<Caller> ofProgram(
      String account, Caller.Means means, Scopes scopes, HttpServletRequest request) {
    Optional<Account> found = callers.active(account).filter(one -> !one.mustChangePassword());
    found.ifPresent(_ -> requireReach(scopes, request));
    return found.map(one -> callers.of(one, means, Optional.of(scopes)));
  }

  /// A named permission is looked at by its method; what any account may do is for people, except
  /// for reading and for commands, each with a scope.
  private static void requireReach(Scopes scopes, HttpServletRequest request) {
    if (!needed(request).equals(Access.SIGNED_IN)) {
      return;
    }
    String path = request.getRequestURI();
    boolean reached =
        path.startsWith(COMMANDS)
            ? scopes.covers(command(path))
            : SAFE.contains(request.getMethod()) && scopes.mayRead();
    IdentityProblem.SCOPE_MISSING.unless(reached, "no scope for " + request.getMethod());
  }

  private static String command(String path) {
    String rest = path.substring(COMMANDS.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private static String needed(HttpServletRequest request) {
    return handler(request)
        .map(method -> method.getMethodAnnotation(Access.class))
        .map(Access::value)
        .orElse(Access.SIGNED_IN);
  }

  private static Optional<HandlerMethod> handler(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof HandlerMethod method
        ? Optional.of(method)
        : Optional.empty();
  }

  private static Problem notSignedIn() {
    return new Problem(ProblemCode.NOT_SIGNED_IN);
  }
}
