package io.kedge.projection;

import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import java.util.Collection;
import java.util.Optional;

/// For whom a query reads: what it answers is limited to what this viewer may see. It is an
/// argument of the query, so that no row leaves the database for somebody who may not see it.
///
/// @param party the party that asks; none where nobody is signed in
/// @param everything true for those who oversee the ledger
public record Viewer(Optional<PartyId> party, boolean everything) {
  /// Somebody who is not signed in.
  public static final Viewer ANYBODY = new Viewer(Optional.empty(), false);

  /// A party with its roles: operator, regulator and auditor see everything of their ledger.
  public static Viewer of(PartyId party, Collection<Role> roles) {
    return new Viewer(
        Optional.of(party),
        roles.contains(Role.OPERATOR)
            || roles.contains(Role.REGULATOR)
            || roles.contains(Role.AUDITOR));
  }

  /// True where this is the party, or somebody who sees everything.
  public boolean sees(PartyId whose) {
    return everything || party.map(whose::equals).orElse(false);
  }

  /// The party's id for a condition; a text that no id can be where nobody is signed in.
  public String id() {
    return party.map(PartyId::value).orElse("");
  }
}
