package io.kedge.party;

import io.kedge.contract.Command;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// What may be asked about parties, their employees and their keys.
public sealed interface PartyCommand extends Command {
  /// Somebody new asks to take part (H-01). The party in `by` is the one that is registered, and
  /// the key it brings signs the command.
  ///
  /// @param kind what kind of participant
  /// @param roles the roles it wants
  /// @param commitment salted commitment to its identity data
  /// @param beneficialOwner the group it belongs to; empty where it stands alone
  /// @param documents what it files for its kind and roles
  /// @param autoAcceptGifts whether gifts to it need no acceptance
  /// @param key its first key
  record Register(
      PartyKind kind,
      SortedSet<Role> roles,
      Digest commitment,
      Optional<PartyId> beneficialOwner,
      List<PartyDocument> documents,
      boolean autoAcceptGifts,
      NewKey key)
      implements PartyCommand {}

  /// A party completes its profile (H-03).
  ///
  /// @param documents what it files; one of a known name replaces the older
  /// @param commitment another commitment to its identity data, before it is verified
  record AddDocuments(List<PartyDocument> documents, Optional<Digest> commitment)
      implements PartyCommand {}

  /// The operator has verified somebody's identity (H-02).
  ///
  /// @param party whose
  /// @param investorClass which offerings it may buy into
  /// @param feeTier which row of a fee schedule applies to it, 0 to 9
  /// @param reason what the decision rests on
  record Verify(PartyId party, InvestorClass investorClass, int feeTier, String reason)
      implements PartyCommand {
    /// Checks the tier.
    public Verify {
      Party.requireFeeTier(feeTier);
    }
  }

  /// The operator declines somebody who registered.
  ///
  /// @param party whom
  /// @param reason why
  record Decline(PartyId party, String reason) implements PartyCommand {}

  /// The operator closes a party.
  ///
  /// @param party whom
  /// @param reason why
  record Close(PartyId party, String reason) implements PartyCommand {}

  /// The operator gives a party other roles.
  ///
  /// @param party whom
  /// @param roles all its roles from now on
  /// @param reason why
  record SetRoles(PartyId party, SortedSet<Role> roles, String reason) implements PartyCommand {}

  /// A party says whether gifts to it need acceptance (H-56).
  ///
  /// @param accept true where they need none
  record SetAutoAccept(boolean accept) implements PartyCommand {}

  /// An organisation enters or changes an employee (H-05).
  ///
  /// @param employee as it shall be
  record PutEmployee(Employee employee) implements PartyCommand {}

  /// An organisation removes an employee; the employee's keys sign nothing from then on.
  ///
  /// @param employee who
  record RemoveEmployee(EmployeeId employee) implements PartyCommand {}

  /// A party registers one more key, which signs the command too.
  ///
  /// @param key the key
  record AddKey(NewKey key) implements PartyCommand {}

  /// A party replaces a key by a new one, which signs the command too.
  ///
  /// @param old the key that ends
  /// @param key the key that takes its place
  /// @param endsAt when the old one ends; empty for at once
  record RotateKey(KeyId old, NewKey key, Optional<LedgerTime> endsAt) implements PartyCommand {}

  /// A key that is lost or in wrong hands is revoked: by its party with another key, or by two
  /// officers of the operator.
  ///
  /// @param key which
  /// @param reason why
  record RevokeKey(KeyId key, String reason) implements PartyCommand {}
}
