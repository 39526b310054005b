package io.kedge.voucher;

import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.VoucherId;

/// What both sides sign where a recorded handover turns out wrong (format.md "Redemption").
///
/// @param voucher which voucher
/// @param number which correction of it this is, from 1: an old consent cannot be used again
/// @param handed goods that were handed over after all, in smallest deliverable units
/// @param shortage goods that were missing after all
public record Correction(VoucherId voucher, int number, long handed, long shortage) {
  /// The document type.
  public static final String TYPE = "voucher.correction";

  static SignedDocument<Correction> read(Json json) {
    return SignedDocument.read(json, TYPE, Correction::body);
  }

  private static Correction body(Fields body) {
    return new Correction(
        body.id("voucher", VoucherId::new),
        body.small("number"),
        body.count("handed"),
        body.count("shortage"));
  }
}
