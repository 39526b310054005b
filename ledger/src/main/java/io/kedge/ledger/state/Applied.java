package io.kedge.ledger.state;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// Up to where a store holds the state. It is written together with the entries it speaks of.
///
/// @param ledger the ledger's id
/// @param height the last block that is in it; 0 is the genesis, −1 while it is being loaded
/// @param header hash of that block's header; [Digest#ZERO] at 0
/// @param root the state root after that block
public record Applied(String ledger, long height, Digest header, Digest root) {
  private static final String TAG = "kedge.applied";
  private static final long LOADING = -1;

  /// The mark of a store that is being filled from a snapshot and holds no state of any block yet.
  public static Applied loading(String ledger) {
    return new Applied(ledger, LOADING, Digest.ZERO, Digest.ZERO);
  }

  /// True where filling the store was cut short.
  public boolean isLoading() {
    return height == LOADING;
  }

  /// The mark as stored.
  public Bytes encoded() {
    return new Wire(TAG, 1).text(ledger).i64(height).digest(header).digest(root).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Applied decode(Bytes stored) {
    var in = new WireReader(stored, TAG).expectVersion(1);
    var found = new Applied(in.text(), in.i64(), in.digest(), in.digest());
    in.end();
    return found;
  }
}
