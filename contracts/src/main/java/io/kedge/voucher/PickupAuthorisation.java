package io.kedge.voucher;

import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.VoucherId;

/// What a holder signs to let a warehouse hand over goods, shown as a QR code (format.md
/// "Pick-up").
/// It is a signature and not a code, because six digits are guessed at once.
///
/// @param voucher which voucher
/// @param warehouse who may hand over: the asset's owner or custodian
/// @param quantity how much, in smallest deliverable units; a whole number of units of the issue
/// @param nonce makes it usable once
/// @param notAfter the end of its time, at most ten minutes after it is used
public record PickupAuthorisation(
    VoucherId voucher, PartyId warehouse, long quantity, String nonce, LedgerTime notAfter) {
  /// The document type.
  public static final String TYPE = "voucher.pickup";

  /// How long an authorisation may run.
  public static final long VALID_MILLIS_MAX = 10 * 60 * 1_000L;

  static SignedDocument<PickupAuthorisation> read(Json json) {
    return SignedDocument.read(
        json, TYPE, PickupAuthorisation::body, PickupAuthorisation::quantity);
  }

  private static PickupAuthorisation body(Fields body) {
    return new PickupAuthorisation(
        body.id("voucher", VoucherId::new),
        body.id("warehouse", PartyId::new),
        body.positive("quantity"),
        body.id("nonce", Identifiers::require),
        body.time("notAfter"));
  }
}
