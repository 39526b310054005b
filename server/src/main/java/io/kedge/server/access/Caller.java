package io.kedge.server.access;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who sent a request: an account, which belongs to one party of one ledger. A controller takes it
/// as a parameter; where nobody is signed in there is none.
///
/// @param account the account's id
/// @param login its login name
/// @param ledger name of the ledger its party is on
/// @param party the party it acts for
/// @param employee the employee it is, where it is one
/// @param roles what the party may act as on the ledger now
/// @param permissions what the account may do here beside commands
/// @param means how it proved who it is
public record Caller(
    String account,
    String login,
    String ledger,
    PartyId party,
    Optional<EmployeeId> employee,
    SortedSet<Role> roles,
    Set<String> permissions,
    Means means) {
  /// How an account proved who it is.
  public enum Means {
    /// A session that began with a login.
    SESSION,
    /// An API key; its scopes limit the permissions.
    API_KEY,
    /// A client certificate.
    CERTIFICATE
  }

  /// Copies the sets.
  public Caller {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    permissions = Set.copyOf(permissions);
  }

  /// Who sent a request, as far as that was found out on its way.
  public static Optional<Caller> of(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(AccessInterceptor.CALLER));
  }

  /// True where it has a permission.
  public boolean may(String permission) {
    return permissions.contains(permission);
  }

  /// True where its party sees what belongs to others on its ledger: the operator, the regulator,
  /// the auditor.
  public boolean seesAll() {
    return roles.contains(Role.OPERATOR)
        || roles.contains(Role.REGULATOR)
        || roles.contains(Role.AUDITOR);
  }
}
