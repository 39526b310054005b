package io.kedge.ledger.crypto;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import java.util.Optional;

/// The one form in which the ledger stores a P-256 signature: strict DER, low s. Whoever holds a
/// signature (r, s) can write (r, n − s), which verifies as well; without one stored form, two
/// nodes
/// could log two different leaves for the same command. Ids do not cover signatures, so none
/// changes.
public final class P256Signatures {
  private P256Signatures() {}

  /// From the 64 bytes r ‖ s that WebCrypto returns; empty where a number is out of range.
  public static Optional<Bytes> ofRaw(Bytes raw) {
    return DerSignature.ofRaw(raw, EcKeys.P256.order()).map(P256Signatures::low);
  }

  /// From strict DER with s in either half (WebAuthn, smart cards); empty where it is not DER.
  public static Optional<Bytes> ofDer(Bytes der) {
    return DerSignature.parse(der, EcKeys.P256.order()).map(P256Signatures::low);
  }

  /// What a leaf carries for a signature: the stored form for P-256, the bytes as they came for
  /// other algorithms and for what is no P-256 signature at all.
  ///
  /// @param algorithm how the key signs
  public static Bytes stored(VerificationKey.Algorithm algorithm, Bytes signature) {
    return algorithm == VerificationKey.Algorithm.P256
        ? ofDer(signature).orElse(signature)
        : signature;
  }

  /// True where a stored signature may have come as these bytes.
  public static boolean isStored(Bytes stored, Bytes asItCame) {
    return stored.equals(asItCame) || ofDer(asItCame).filter(stored::equals).isPresent();
  }

  private static Bytes low(DerSignature signature) {
    return signature.lowS(EcKeys.P256.order()).encoded();
  }
}
