package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.util.Optional;

/// Brings P-256 signatures of browsers and devices into the one stored form: strict DER, low s.
/// Whoever takes a signature from outside normalises it once, before it reaches the ledger, where
/// any other form is refused.
public final class P256Signatures {
  private P256Signatures() {}

  /// From the 64 bytes r ‖ s that WebCrypto returns; empty where a number is out of range.
  public static Optional<Bytes> ofRaw(Bytes raw) {
    return DerSignature.ofRaw(raw, EcKeys.P256.order()).map(P256Signatures::stored);
  }

  /// From strict DER with s in either half (WebAuthn, smart cards); empty where it is not DER.
  public static Optional<Bytes> ofDer(Bytes der) {
    return DerSignature.parse(der, EcKeys.P256.order()).map(P256Signatures::stored);
  }

  private static Bytes stored(DerSignature signature) {
    return signature.lowS(EcKeys.P256.order()).encoded();
  }
}
