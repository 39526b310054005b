package io.kedge.projection.party;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Party;
import java.util.Optional;

/// A party as the ledger has it.
///
/// @param party its entry in the state
/// @param founder true where the genesis names it
/// @param frozen true while it is frozen
/// @param registeredAt since when it is there
/// @param registeredHeight in which block it came; 0 for founders
/// @param decision the operator's last decision about it
public record PartyRow(
    Party party,
    boolean founder,
    boolean frozen,
    LedgerTime registeredAt,
    long registeredHeight,
    Optional<Decision> decision) {
  /// What an operator decided.
  ///
  /// @param at when
  /// @param by who
  /// @param reason why, in words
  public record Decision(LedgerTime at, PartyId by, String reason) {}
}
