package io.kedge.server.identity;

import io.kedge.server.api.Problem;
import java.util.Optional;

/// Logs people in by name, password and code. Whether there is an account of a name cannot be told
/// from the answer, from how long it takes, or from when waiting begins.
public final class Login {
  private final Accounts accounts;
  private final PasswordHashes hashes;
  private final SecondFactors factors;
  private final FailedAttempts attempts;
  private final Sessions sessions;
  private final IdentityEvents events;

  Login(
      Accounts accounts,
      PasswordHashes hashes,
      SecondFactors factors,
      FailedAttempts attempts,
      Sessions sessions,
      IdentityEvents events) {
    this.accounts = accounts;
    this.hashes = hashes;
    this.factors = factors;
    this.attempts = attempts;
    this.sessions = sessions;
    this.events = events;
  }

  /// A new session for whoever knows the password and, where one is enrolled, the code.
  ///
  /// @param browser true for a session that lives in a cookie
  Sessions.Fresh byPassword(String login, String typed, Optional<String> code, boolean browser) {
    String address = RequestFacts.address();
    attempts.begin(login, address);
    String password = PasswordRules.normal(cut(typed));
    Optional<Account> account = accounts.byLogin(login);
    Optional<String> kept = account.flatMap(found -> accounts.passwordHash(found.id()));
    boolean right = hashes.matches(password, kept);
    boolean usable = account.map(one -> one.status() == Account.Status.ACTIVE).orElse(false);
    if (!right || !usable) {
      throw failed(account, "password");
    }
    Account found = account.orElseThrow();
    if (found.hasTotp()) {
      if (code.isEmpty()) {
        throw IdentityProblem.SECOND_FACTOR_REQUIRED.problem("send the code as well");
      }
      if (!factors.accept(found.id(), code.get())) {
        throw failed(account, "code");
      }
    }
    attempts.passed(login, address);
    if (kept.map(hashes::outdated).orElse(false)) {
      accounts.renewHash(found.id(), password);
    }
    return begin(found, browser, found.hasTotp() ? "password+code" : "password");
  }

  /// A new session for an account that has proved who it is by other means.
  Sessions.Fresh begin(Account account, boolean browser, String means) {
    accounts.loggedIn(account.id());
    Sessions.Fresh fresh = sessions.begin(account.id(), browser, means);
    events.add(Optional.of(account.id()), Optional.of(account.id()), "LOGIN", means);
    return fresh;
  }

  /// True where the account's password is this one; counted like a login, so that a stolen session
  /// is no place to guess it.
  boolean confirms(Account account, String typed) {
    String address = RequestFacts.address();
    attempts.begin(account.login(), address);
    boolean right =
        hashes.matches(PasswordRules.normal(cut(typed)), accounts.passwordHash(account.id()));
    if (right) {
      attempts.passed(account.login(), address);
    }
    return right;
  }

  private Problem failed(Optional<Account> account, String what) {
    events.add(Optional.empty(), account.map(Account::id), "LOGIN_FAILED", what);
    return IdentityProblem.LOGIN_FAILED.problem("");
  }

  private static String cut(String typed) {
    int most = 4 * PasswordRules.LENGTH_MAX;
    return typed.length() > most ? typed.substring(0, most) : typed;
  }
}
