package io.kedge.projection.party;

import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import java.util.Optional;

/// Which parties a list has.
///
/// @param status only those at this point of their life
/// @param role only those with this role
/// @param kind only participants of this kind
/// @param idStart only those whose id begins so
public record PartyFilter(
    Optional<PartyStatus> status,
    Optional<Role> role,
    Optional<PartyKind> kind,
    Optional<String> idStart) {
  /// All of them.
  public static final PartyFilter ALL =
      new PartyFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Those at one point of their life.
  public static PartyFilter at(PartyStatus status) {
    return new PartyFilter(
        Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
