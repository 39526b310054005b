package io.kedge.asset;

import io.kedge.contract.Key;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// A change of a confirmed asset that waits for its attestation (B-25).
///
/// @param asset of which asset
/// @param baseVersion the asset's version it was made for; another version in between voids it
/// @param content what the asset shall be
/// @param statement what the parties sign
public record Amendment(
    AssetId asset, int baseVersion, AssetContent content, StatementId statement) {
  private static final String TAG = "kedge.asset-amendment";

  /// The key of the one amendment that an asset can have at a time.
  public static Key key(AssetId asset) {
    return Key.of("asset-amendment", asset.value());
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    var out = new Wire(TAG, 1).text(asset.value()).u32(baseVersion);
    content.write(out);
    return out.text(statement.value()).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Amendment decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var amendment =
        new Amendment(
            new AssetId(in.text()), in.u32(), AssetContent.read(in), new StatementId(in.text()));
    in.end();
    return amendment;
  }
}
