package io.kedge.party;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.PartyId;
import java.util.List;

/// The operator's decisions about other parties.
final class Cases {
  private Cases() {}

  /// The party the operator decides about.
  ///
  /// @param fit where in its life it has to be
  /// @throws RefusedException [PartyRefusal#PARTY_UNKNOWN], [PartyRefusal#ROLE_MISSING],
  ///     [PartyRefusal#OWN_CASE] or [PartyRefusal#STATUS_UNFIT]
  static Party take(PartyId id, Signed<?> signed, LedgerView view, PartyStatus... fit) {
    Party party = Parties.require(view, id);
    Parties.requireRole(view, signed.party(), Role.OPERATOR);
    RefusedException.unless(!id.equals(signed.party()), PartyRefusal.OWN_CASE, id);
    RefusedException.unless(
        List.of(fit).contains(party.status()), PartyRefusal.STATUS_UNFIT, id, party.status());
    return party;
  }
}
