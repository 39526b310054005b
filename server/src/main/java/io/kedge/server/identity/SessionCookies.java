package io.kedge.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// Hands a fresh session to a browser as a cookie no script can read, or to a program as a token.
final class SessionCookies {
  private final Accounts accounts;
  private final Sessions sessions;
  private final PublicAddress address;

  SessionCookies(Accounts accounts, Sessions sessions, PublicAddress address) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.address = address;
  }

  /// Somebody is logged in.
  ///
  /// @param session id of the session
  /// @param account id of the account
  /// @param login its login name
  /// @param expiresAt when the session ends in any case
  /// @param mustChangePassword true where a password of its own has to be set first
  /// @param csrfToken to be sent as `X-CSRF-Token` with every change; for browsers
  /// @param token the bearer token; for programs
  record LoggedIn(
      String session,
      String account,
      String login,
      String expiresAt,
      boolean mustChangePassword,
      Optional<String> csrfToken,
      Optional<String> token) {
    /// Says nothing about the secrets.
    @Override
    public String toString() {
      return "LoggedIn[" + login + "]";
    }
  }

  /// The session that came with the request ends: nobody goes on in a session that somebody else
  /// may have put there.
  LoggedIn answer(HttpServletRequest request, HttpServletResponse response, Sessions.Fresh fresh) {
    RequestCaller.cookie(request).ifPresent(sessions::end);
    boolean browser = fresh.session().browser();
    if (browser) {
      set(request, response, fresh.token().text(), -1);
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    Account account = accounts.find(fresh.session().account()).orElseThrow();
    return new LoggedIn(
        fresh.session().id(),
        account.id(),
        account.login(),
        Iso.of(fresh.session().expiresAt()),
        account.mustChangePassword(),
        browser ? Optional.of(Sessions.csrf(fresh.token())) : Optional.empty(),
        browser ? Optional.empty() : Optional.of(fresh.token().text()));
  }

  void clear(HttpServletRequest request, HttpServletResponse response) {
    set(request, response, "", 0);
  }

  private void set(
      HttpServletRequest request, HttpServletResponse response, String value, long maxAge) {
    String cookie =
        ResponseCookie.from(RequestCaller.COOKIE, value)
            .httpOnly(true)
            .secure(address.secure(request))
            .sameSite("Lax")
            .path("/")
            .maxAge(maxAge)
            .build()
            .toString();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie);
  }
}
