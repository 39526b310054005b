package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import java.util.Optional;

/// Judges whether a text is the canonical form of a JSON value. Both members are base64 of the
/// bytes, or both are the JSON texts themselves: the probe holds where either reading holds. Texts
/// that are base64 as well are few (`true`, `null`, `1234`), and their bytes are no JSON.
final class CanonicalProbe {
  private CanonicalProbe() {}

  static void judge(Probe probe) throws ProbeException {
    String input = probe.text("input");
    String canonical = probe.text("canonical");
    Optional<Bytes> inputBytes = base64(input);
    Optional<Bytes> canonicalBytes = base64(canonical);
    if (inputBytes.isEmpty() || canonicalBytes.isEmpty()) {
      requireTexts(input, canonical);
      return;
    }
    try {
      require(inputBytes.get(), canonicalBytes.get());
    } catch (ProbeException asBytes) {
      try {
        requireTexts(input, canonical);
      } catch (ProbeException asTexts) {
        throw asBytes;
      }
    }
  }

  private static void requireTexts(String input, String canonical) throws ProbeException {
    Bytes bytes =
        Utf8.encode(input).orElseThrow(() -> ProbeException.rejected(RejectReason.INPUT_NOT_UTF8));
    require(bytes, Utf8.encode(canonical).orElse(Bytes.EMPTY));
  }

  private static void require(Bytes input, Bytes canonical) throws ProbeException {
    String json =
        Utf8.decode(input).orElseThrow(() -> ProbeException.rejected(RejectReason.INPUT_NOT_UTF8));
    if (!Bytes.utf8(CanonicalJson.of(json)).equals(canonical)) {
      throw ProbeException.rejected(RejectReason.CANONICAL_DIFFERS);
    }
  }

  private static Optional<Bytes> base64(String text) {
    try {
      return Optional.of(Bytes.fromBase64(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
