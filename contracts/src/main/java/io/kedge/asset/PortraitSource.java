package io.kedge.asset;

import io.kedge.kernel.Digest;
import io.kedge.kernel.DocumentRef;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;

/// One source of an asset's portrait (资产画像, B-11): data of a system, a laboratory, a device.
///
/// @param source which source, an id such as `laboratory` or `warehouse-system`
/// @param digest SHA-256 of its data
/// @param reference where the data can be had
public record PortraitSource(String source, Digest digest, String reference) {
  /// Checks the form.
  public PortraitSource {
    Identifiers.require(source);
    if (reference.isEmpty() || reference.length() > DocumentRef.REFERENCE_LENGTH_MAX) {
      throw new IllegalArgumentException("a reference is empty or too long");
    }
  }

  static PortraitSource read(Fields source) {
    return new PortraitSource(
        source.id("source", Identifiers::require),
        source.digest("digest"),
        source.text("reference"));
  }

  void write(Wire out) {
    out.text(source).digest(digest).text(reference);
  }

  static PortraitSource read(WireReader in) {
    return new PortraitSource(in.text(), in.digest(), in.text());
  }
}
