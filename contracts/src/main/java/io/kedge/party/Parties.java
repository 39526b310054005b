package io.kedge.party;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.PartyId;
import java.util.List;
import java.util.Optional;

/// Answers who somebody is, for every other concept.
public final class Parties {
  private Parties() {}

  /// The key of a party's entry.
  public static Key key(PartyId id) {
    return Key.of("party", id.value());
  }

  /// A party, whatever its status.
  public static Optional<Party> find(LedgerView view, PartyId id) {
    return view.read(key(id), Party::decode);
  }

  /// A party, whatever its status.
  ///
  /// @throws RefusedException [PartyRefusal#PARTY_UNKNOWN]
  public static Party require(LedgerView view, PartyId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(PartyRefusal.PARTY_UNKNOWN, id));
  }

  /// An employee, active or not.
  public static Optional<Employee> employee(LedgerView view, PartyId party, EmployeeId id) {
    return view.read(Employee.key(party, id), Employee::decode);
  }

  /// A party that is verified.
  ///
  /// @throws RefusedException [PartyRefusal#PARTY_UNKNOWN] or [PartyRefusal#PARTY_NOT_ACTIVE]
  public static Party requireActive(LedgerView view, PartyId id) {
    Party party = require(view, id);
    RefusedException.unless(
        party.status() == PartyStatus.VERIFIED, PartyRefusal.PARTY_NOT_ACTIVE, id, party.status());
    return party;
  }

  /// A party that is verified and holds a role.
  ///
  /// @throws RefusedException also [PartyRefusal#ROLE_MISSING]
  public static Party requireRole(LedgerView view, PartyId id, Role role) {
    Party party = requireActive(view, id);
    RefusedException.unless(
        party.roles().contains(role), PartyRefusal.ROLE_MISSING, id, "is not", role);
    return party;
  }

  /// A party that is verified and holds at least one of some roles.
  ///
  /// @throws RefusedException also [PartyRefusal#ROLE_MISSING]
  public static Party requireAnyRole(LedgerView view, PartyId id, Role... roles) {
    Party party = requireActive(view, id);
    List<Role> fit = List.of(roles);
    RefusedException.unless(
        fit.stream().anyMatch(role -> party.roles().contains(role)),
        PartyRefusal.ROLE_MISSING,
        id,
        "is none of",
        fit);
    return party;
  }
}
