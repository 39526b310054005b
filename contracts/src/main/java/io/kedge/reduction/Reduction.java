package io.kedge.reduction;

import io.kedge.contract.Key;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// An application to lower an asset's quantity (减仓申请, B-16).
///
/// @param id its name, made by the command that applied
/// @param asset of which asset
/// @param issuer who applied
/// @param quantity by how many deliverable units, 1 or more
/// @param reason why
/// @param status where it is
/// @param statement what the parties sign
public record Reduction(
    ReductionId id,
    AssetId asset,
    PartyId issuer,
    long quantity,
    String reason,
    ReductionStatus status,
    StatementId statement) {
  private static final String TAG = "kedge.reduction";

  /// The key of a reduction's entry.
  public static Key key(ReductionId id) {
    return Key.of("reduction", id.value());
  }

  /// The digest of what the parties attest.
  public Digest attestedDigest() {
    return Digest.of(
        new Wire("kedge.reduction.attested", 1)
            .text(id.value())
            .text(asset.value())
            .text(issuer.value())
            .i64(quantity)
            .text(reason)
            .bytes());
  }

  public Reduction with(ReductionStatus next) {
    return new Reduction(id, asset, issuer, quantity, reason, next, statement);
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return new Wire(TAG, 1)
        .text(id.value())
        .text(asset.value())
        .text(issuer.value())
        .i64(quantity)
        .text(reason)
        .name(status)
        .text(statement.value())
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Reduction decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var reduction =
        new Reduction(
            new ReductionId(in.text()),
            new AssetId(in.text()),
            new PartyId(in.text()),
            in.i64(),
            in.text(),
            in.name(ReductionStatus.class),
            new StatementId(in.text()));
    in.end();
    return reduction;
  }
}
