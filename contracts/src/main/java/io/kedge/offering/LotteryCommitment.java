package io.kedge.offering;

import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.InstrumentId;

/// What a regulator signs beside an announcement: the document `lottery.commitment`.
///
/// @param issue the issue whose lots will be drawn; a commitment serves no other
/// @param commitment SHA-256 of 32 secret bytes
public record LotteryCommitment(InstrumentId issue, Digest commitment) {
  /// The document type.
  public static final String TYPE = "lottery.commitment";

  static LotteryCommitment parse(Fields body) {
    return new LotteryCommitment(body.id("issue", InstrumentId::new), body.digest("commitment"));
  }
}
