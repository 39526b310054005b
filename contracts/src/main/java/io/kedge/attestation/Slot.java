package io.kedge.attestation;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.party.Role;
import java.util.Optional;

/// A place for one signature on a statement.
///
/// @param role as what the party signs
/// @param party who has to sign; empty for anybody who holds the role
public record Slot(Role role, Optional<PartyId> party) {
  /// A place for one party.
  public static Slot of(Role role, PartyId party) {
    return new Slot(role, Optional.of(party));
  }

  /// A place for anybody who holds the role.
  public static Slot of(Role role) {
    return new Slot(role, Optional.empty());
  }

  /// True where this party can sign here as that; that it holds the role is checked apart.
  boolean fits(Role as, PartyId by) {
    return role == as && party.map(by::equals).orElse(true);
  }

  void write(Wire out) {
    out.name(role).option(party, (w, p) -> w.text(p.value()));
  }

  static Slot read(WireReader in) {
    return new Slot(in.name(Role.class), in.option(r -> new PartyId(r.text())));
  }
}
