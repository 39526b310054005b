package io.kedge.asset;

import io.kedge.attestation.AttestationPolicy;
import io.kedge.attestation.Slot;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.PartyId;
import io.kedge.party.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Answers what an asset is, for every other concept.
public final class Assets {
  private Assets() {}

  /// An asset, whatever its status.
  public static Optional<Asset> find(LedgerView view, AssetId id) {
    return view.get(Asset.key(id)).map(Asset::decode);
  }

  /// An asset, whatever its status.
  ///
  /// @throws RefusedException [AssetRefusal#ASSET_UNKNOWN]
  public static Asset require(LedgerView view, AssetId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(AssetRefusal.ASSET_UNKNOWN, id));
  }

  /// An asset that is attested.
  ///
  /// @throws RefusedException also [AssetRefusal#ASSET_NOT_CONFIRMED]
  public static Asset requireConfirmed(LedgerView view, AssetId id) {
    Asset asset = require(view, id);
    requireConfirmed(asset);
    return asset;
  }

  static void requireConfirmed(Asset asset) {
    RefusedException.unless(
        asset.status() == AssetStatus.CONFIRMED,
        AssetRefusal.ASSET_NOT_CONFIRMED,
        asset.id(),
        asset.status());
  }

  /// The asset with so many more deliverable units committed to issues.
  ///
  /// @param units 1 or more
  /// @throws RefusedException [AssetRefusal#QUANTITY_NOT_FREE]
  public static Asset commit(Asset asset, long units) {
    RefusedException.unless(
        units <= asset.free(), AssetRefusal.QUANTITY_NOT_FREE, units, "of", asset.free(), "free");
    return asset.withAnchored(Math.addExact(asset.anchored(), units));
  }

  /// The places for signatures that a policy makes for an asset: its owner, each rights holder, its
  /// issuer and its custodian by name, and anybody for every other role.
  public static List<Slot> slots(AttestationPolicy policy, Asset asset) {
    var slots = new ArrayList<Slot>();
    for (Role role : policy.roles()) {
      switch (role) {
        case OWNER -> slots.add(Slot.of(role, asset.owner()));
        case ISSUER -> slots.add(Slot.of(role, asset.issuer()));
        case CUSTODIAN -> slots.add(Slot.of(role, asset.custodian()));
        case RIGHTS_HOLDER -> holders(asset).forEach(holder -> slots.add(Slot.of(role, holder)));
        case TRADER,
            OPERATOR,
            VENUE,
            FINANCIAL_INSTITUTION,
            DEBTOR,
            REGULATOR,
            LOGISTICS,
            CLEARING_AGENT,
            DEVICE,
            AUDITOR ->
            slots.add(Slot.of(role));
      }
    }
    return List.copyOf(slots);
  }

  private static TreeSet<PartyId> holders(Asset asset) {
    var holders = new TreeSet<PartyId>();
    asset.rights().forEach(right -> holders.add(right.holder()));
    return holders;
  }
}
