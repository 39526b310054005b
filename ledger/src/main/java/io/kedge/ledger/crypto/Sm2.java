package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.spec.ECPoint;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/// SM2 verification with SM3 and the default user id (GB/T 32918.2, GM/T 0009), by BouncyCastle
/// behind our strict DER parser.
final class Sm2 {
  /// The default user id: the ASCII text 1234567812345678.
  private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private static final int KEYS_MAX = 16_384;

  /// Loaded with the first SM2 key: most programs never see one.
  private static final class Curve {
    private static final ECDomainParameters DOMAIN = read();

    private static ECDomainParameters read() {
      X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
      return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }
  }

  private final KeyCache<ECPublicKeyParameters> keys = new KeyCache<>(KEYS_MAX);

  SignatureVerdict check(Bytes publicKey, Bytes message, Bytes signature) {
    Optional<ECPublicKeyParameters> key = keys.get(publicKey, Sm2::decode);
    if (key.isEmpty()) {
      return SignatureVerdict.KEY_MALFORMED;
    }
    if (DerSignature.parse(signature, EcKeys.SM2.order()).isEmpty()) {
      return SignatureVerdict.SIGNATURE_MALFORMED;
    }
    SM2Signer verifier = new SM2Signer();
    verifier.init(false, withUserId(key.get()));
    verifier.update(message.unsafeArray(), 0, message.size());
    return verifier.verifySignature(signature.unsafeArray())
        ? SignatureVerdict.VALID
        : SignatureVerdict.DOES_NOT_VERIFY;
  }

  static ParametersWithID withUserId(CipherParameters key) {
    return new ParametersWithID(key, USER_ID);
  }

  private static Optional<ECPublicKeyParameters> decode(Bytes publicKey) {
    return EcKeys.SM2.point(publicKey).map(Sm2::parameters);
  }

  private static ECPublicKeyParameters parameters(ECPoint point) {
    var onCurve = domain().getCurve().createPoint(point.getAffineX(), point.getAffineY());
    return new ECPublicKeyParameters(onCurve, domain());
  }

  /// The curve's parameters.
  static ECDomainParameters domain() {
    return Curve.DOMAIN;
  }
}
