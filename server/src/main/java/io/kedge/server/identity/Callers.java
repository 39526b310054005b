package io.kedge.server.identity;

import io.kedge.party.Role;
import io.kedge.server.access.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Makes the caller of an account: what it may do now, by rows and by the ledger.
public final class Callers {
  private final Accounts accounts;
  private final Permissions permissions;
  private final PartyRoles roles;

  Callers(Accounts accounts, Permissions permissions, PartyRoles roles) {
    this.accounts = accounts;
    this.permissions = permissions;
    this.roles = roles;
  }

  /// The caller that an active account is; empty where there is none of that id.
  ///
  /// @param means how it proved who it is
  /// @param scopes how far that reaches, where it is limited
  Optional<Caller> of(String account, Caller.Means means, Optional<Scopes> scopes) {
    return active(account).map(found -> of(found, means, scopes));
  }

  /// An account that can be used.
  Optional<Account> active(String account) {
    return accounts.find(account).filter(found -> found.status() == Account.Status.ACTIVE);
  }

  Caller of(Account account, Caller.Means means, Optional<Scopes> scopes) {
    SortedSet<Role> held = roles.of(account.ledger(), account.party());
    Set<String> all = permissions.of(permissions.given(account.id()), held);
    return new Caller(
        account.id(),
        account.login(),
        account.ledger(),
        account.party(),
        account.employee(),
        held,
        scopes.map(limit -> limit.within(all)).orElse(all),
        means);
  }
}
