package io.kedge.offering;

import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// The announced draw of lots: issuer and regulator each committed to a secret before anybody
/// applied (format.md "Lottery seed").
///
/// @param issuerCommitment SHA-256 of the issuer's 32 secret bytes
/// @param regulator who committed beside the issuer
/// @param regulatorCommitment SHA-256 of the regulator's 32 secret bytes
/// @param revealDeadline at this moment of the offering's clock it is too late to reveal; it moves
///     with the close of subscription
public record Draw(
    Digest issuerCommitment,
    PartyId regulator,
    Digest regulatorCommitment,
    LedgerTime revealDeadline) {

  Wire write(Wire out) {
    return out.digest(issuerCommitment)
        .text(regulator.value())
        .digest(regulatorCommitment)
        .time(revealDeadline);
  }

  static Draw read(WireReader in) {
    return new Draw(in.digest(), new PartyId(in.text()), in.digest(), in.time());
  }
}
