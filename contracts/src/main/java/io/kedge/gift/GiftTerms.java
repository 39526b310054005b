package io.kedge.gift;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// What a gift's lock carries beside its receiver, who is executor and beneficiary.
///
/// @param message digest of a greeting kept elsewhere
public record GiftTerms(Optional<Digest> message) {
  private static final String TAG = "kedge.gift";

  /// The lock's terms.
  public Bytes encoded() {
    return new Wire(TAG, 1).option(message, Wire::digest).bytes();
  }

  /// Reads what [#encoded] wrote.
  public static GiftTerms decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var terms = new GiftTerms(in.option(WireReader::digest));
    in.end();
    return terms;
  }
}
