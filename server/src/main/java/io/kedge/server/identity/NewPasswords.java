package io.kedge.server.identity;

/// Sets passwords that meet the rules.
final class NewPasswords {
  private final Accounts accounts;
  private final PasswordRules rules;
  private final Sessions sessions;

  NewPasswords(Accounts accounts, PasswordRules rules, Sessions sessions) {
    this.accounts = accounts;
    this.rules = rules;
    this.sessions = sessions;
  }

  /// Refuses a password that cannot be set.
  void require(Account account, String typed) {
    require(account.login(), typed);
  }

  /// Refuses a password that cannot be set for an account of that name.
  void require(String login, String typed) {
    rules
        .refuse(PasswordRules.normal(typed), login)
        .ifPresent(
            refusal -> {
              throw refusal.problem("");
            });
  }

  /// Sets it; all sessions of the account end.
  void set(Account account, String typed) {
    require(account, typed);
    accounts.setPassword(account.id(), PasswordRules.normal(typed));
    sessions.endAll(account.id());
  }
}
