package io.kedge.asset;

import io.kedge.catalogue.DeliverableUnit;
import io.kedge.contract.Key;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;

/// A registered thing (实物资产 / 锚定物). It is not an issue: an issue circulates, an asset backs it.
///
/// @param id its name, made by the command that registered it
/// @param version 1, and one more for each change of its content
/// @param owner whose it is
/// @param content what its owner said about it last; attested once [AssetStatus#CONFIRMED]
/// @param unit its smallest deliverable unit, as the catalogue had it when it was filed
/// @param anchored how many deliverable units are committed to issues, 0 to the quantity
/// @param status where it is in its life
/// @param statement the last statement about its content
public record Asset(
    AssetId id,
    int version,
    PartyId owner,
    AssetContent content,
    DeliverableUnit unit,
    long anchored,
    AssetStatus status,
    StatementId statement) {
  private static final String TAG = "kedge.asset";

  /// Checks that no more is committed than there is.
  public Asset {
    if (anchored < 0 || anchored > content.quantity()) {
      throw new IllegalArgumentException(anchored + " anchored of " + content.quantity());
    }
  }

  /// The key of an asset's entry.
  public static Key key(AssetId id) {
    return Key.of("asset", id.value());
  }

  /// How much there is, in deliverable units.
  public long quantity() {
    return content.quantity();
  }

  /// How many deliverable units are not committed to any issue.
  public long free() {
    return content.quantity() - anchored;
  }

  /// True while units are issued on it (锚定中, H-12).
  public boolean anchoring() {
    return anchored > 0;
  }

  /// Who holds it and hands it out.
  public PartyId custodian() {
    return content.custodian();
  }

  /// Who may issue on it.
  public PartyId issuer() {
    return content.issuer();
  }

  /// The rights that come with it.
  public List<AssetRight> rights() {
    return content.rights();
  }

  /// The same asset with another number of deliverable units committed to issues.
  ///
  /// @throws IllegalArgumentException where it is negative or more than there is
  public Asset withAnchored(long next) {
    return new Asset(id, version, owner, content, unit, next, status, statement);
  }

  /// The same asset with another quantity, one version on.
  ///
  /// @throws IllegalArgumentException where it is less than is committed to issues
  public Asset withQuantity(long next) {
    return with(content.withQuantity(next), unit, status, statement);
  }

  /// The same asset with another status.
  public Asset with(AssetStatus next) {
    return new Asset(id, version, owner, content, unit, anchored, next, statement);
  }

  /// The same asset with another content, one version on.
  Asset with(
      AssetContent next, DeliverableUnit nextUnit, AssetStatus nextStatus, StatementId nextFiled) {
    return new Asset(
        id, Math.addExact(version, 1), owner, next, nextUnit, anchored, nextStatus, nextFiled);
  }

  /// The digest of what the parties attest: the whole content, of which asset, in which version.
  public Digest attestedDigest() {
    var out = new Wire("kedge.asset.attested", 1).text(id.value()).u32(version);
    out.text(owner.value());
    content.write(out);
    DeliverableUnit.write(out, unit);
    return Digest.of(out.bytes());
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = new Wire(TAG, 1).text(id.value()).u32(version).text(owner.value());
    content.write(out);
    DeliverableUnit.write(out, unit);
    return out.i64(anchored).name(status).text(statement.value()).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Asset decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var asset =
        new Asset(
            new AssetId(in.text()),
            in.u32(),
            new PartyId(in.text()),
            AssetContent.read(in),
            DeliverableUnit.read(in),
            in.i64(),
            in.name(AssetStatus.class),
            new StatementId(in.text()));
    in.end();
    return asset;
  }
}
