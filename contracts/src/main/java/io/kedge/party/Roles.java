package io.kedge.party;

import io.kedge.contract.RefusedException;
import io.kedge.kernel.Fields;
import io.kedge.kernel.MalformedException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads and checks the roles that a command names.
final class Roles {
  private Roles() {}

  /// At least one role, none twice.
  static SortedSet<Role> read(Fields fields, String name) {
    List<Role> list = fields.names(name, Role.class);
    var roles = new TreeSet<>(list);
    if (roles.isEmpty() || roles.size() != list.size()) {
      throw new MalformedException(name + " is empty or names a role twice");
    }
    return roles;
  }

  /// Refuses where a party of this kind cannot hold one of the roles.
  ///
  /// @throws RefusedException [PartyRefusal#ROLE_UNFIT]
  static void requireFit(PartyKind kind, Collection<Role> roles) {
    for (Role role : roles) {
      RefusedException.unless(
          RequiredDocuments.fits(kind, role), PartyRefusal.ROLE_UNFIT, kind, "as", role);
    }
  }
}
