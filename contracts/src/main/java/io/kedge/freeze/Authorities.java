package io.kedge.freeze;

import io.kedge.contract.LedgerView;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.Role;

/// Who may freeze, and reads what both commands say.
final class Authorities {
  private Authorities() {}

  /// As what a party freezes or unfreezes: as the regulator where it is one.
  static Role require(LedgerView view, PartyId id) {
    Party party = Parties.requireAnyRole(view, id, Role.REGULATOR, Role.OPERATOR);
    return party.acts(Role.REGULATOR) ? Role.REGULATOR : Role.OPERATOR;
  }

  static FreezeSubject subject(Fields body) {
    return new FreezeSubject(
        body.name("kind", FreezeSubject.Kind.class), body.id("id", Identifiers::require));
  }
}
