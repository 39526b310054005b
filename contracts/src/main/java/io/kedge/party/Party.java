package io.kedge.party;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A participant as the ledger knows it: never by name, number or certificate (format.md "Parties,
/// authority, privacy"), only by a salted commitment to them.
///
/// @param id its name on the ledger
/// @param kind what kind of participant
/// @param status where it is in its life
/// @param roles the roles it asked for; in force once [PartyStatus#VERIFIED]
/// @param commitment salted commitment to its identity data
/// @param beneficialOwner the group it belongs to, itself where it stands alone; caps count per
///     group
/// @param investorClass which offerings it may buy into
/// @param feeTier which row of a fee schedule applies to it, 0 to 9
/// @param autoAcceptGifts true where gifts to it need no acceptance (H-56)
public record Party(
    PartyId id,
    PartyKind kind,
    PartyStatus status,
    SortedSet<Role> roles,
    Digest commitment,
    PartyId beneficialOwner,
    InvestorClass investorClass,
    int feeTier,
    boolean autoAcceptGifts) {
  private static final String TAG = "kedge.party";

  /// Copies the roles.
  public Party {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    requireFeeTier(feeTier);
  }

  static void requireFeeTier(int tier) {
    if (tier < 0 || tier > 9) {
      throw new IllegalArgumentException("fee tier " + tier);
    }
  }

  /// True where it is verified and holds the role.
  public boolean acts(Role role) {
    return status == PartyStatus.VERIFIED && roles.contains(role);
  }

  /// The same party with another status.
  public Party with(PartyStatus next) {
    return new Party(
        id,
        kind,
        next,
        roles,
        commitment,
        beneficialOwner,
        investorClass,
        feeTier,
        autoAcceptGifts);
  }

  /// The same party with other roles.
  public Party withRoles(Collection<Role> next) {
    return new Party(
        id,
        kind,
        status,
        new TreeSet<>(next),
        commitment,
        beneficialOwner,
        investorClass,
        feeTier,
        autoAcceptGifts);
  }

  /// The same party, verified.
  Party verified(InvestorClass nextClass, int nextFeeTier) {
    return new Party(
        id,
        kind,
        PartyStatus.VERIFIED,
        roles,
        commitment,
        beneficialOwner,
        nextClass,
        nextFeeTier,
        autoAcceptGifts);
  }

  /// The same party with another commitment.
  public Party withCommitment(Digest next) {
    return new Party(
        id, kind, status, roles, next, beneficialOwner, investorClass, feeTier, autoAcceptGifts);
  }

  /// The same party with another setting for gifts.
  public Party withAutoAcceptGifts(boolean next) {
    return new Party(
        id, kind, status, roles, commitment, beneficialOwner, investorClass, feeTier, next);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .name(kind)
        .name(status)
        .list(roles, Wire::name)
        .digest(commitment)
        .text(beneficialOwner.value())
        .name(investorClass)
        .u8(feeTier)
        .flag(autoAcceptGifts)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Party decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var party =
        new Party(
            new PartyId(in.text()),
            in.name(PartyKind.class),
            in.name(PartyStatus.class),
            new TreeSet<>(in.list(r -> r.name(Role.class))),
            in.digest(),
            new PartyId(in.text()),
            in.name(InvestorClass.class),
            in.u8(),
            in.flag());
    in.end();
    return party;
  }
}
