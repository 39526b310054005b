package io.kedge.ledger.crypto;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;

/// Makes signatures. BouncyCastle does it for all three: every signer's signature is verified by
/// everyone else's rule, so speed and verdicts of verification are not concerned.
sealed interface Signer {
  /// The public key as the ledger writes it.
  Bytes publicKey();

  /// A deterministic signature.
  Bytes sign(byte[] message);

  /// The signer of a seed.
  static Signer of(VerificationKey.Algorithm algorithm, Bytes seed) {
    return switch (algorithm) {
      case ED25519 -> new Ed25519Signer(new Ed25519PrivateKeyParameters(seed.toArray()));
      case P256 -> new P256Signer(privateNumber(algorithm, seed, EcKeys.P256.order()));
      case SM2 -> new Sm2Signer(privateNumber(algorithm, seed, EcKeys.SM2.order()));
    };
  }

  private static BigInteger privateNumber(
      VerificationKey.Algorithm algorithm, Bytes seed, BigInteger order) {
    MessageDigest sha512 = sha512();
    sha512.update(Bytes.utf8("io/kedge/seed/" + algorithm.name()).unsafeArray());
    sha512.update((byte) 0);
    sha512.update(seed.unsafeArray());
    BigInteger wide = new BigInteger(1, sha512.digest());
    return wide.mod(order.subtract(BigInteger.TWO)).add(BigInteger.ONE);
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  private static byte[] uncompressed(ECDomainParameters domain, BigInteger number) {
    return new FixedPointCombMultiplier().multiply(domain.getG(), number).getEncoded(false);
  }

  /// RFC 8032.
  record Ed25519Signer(Ed25519PrivateKeyParameters key) implements Signer {
    @Override
    public Bytes publicKey() {
      return Bytes.wrap(key.generatePublicKey().getEncoded());
    }

    @Override
    public Bytes sign(byte[] message) {
      byte[] signature = new byte[64];
      key.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
      return Bytes.wrap(signature);
    }
  }

  /// ECDSA with the deterministic nonce of RFC 6979, low s.
  record P256Signer(BigInteger number) implements Signer {
    private static final ECDomainParameters DOMAIN = domain();

    @Override
    public Bytes publicKey() {
      return EcKeys.P256.encode(uncompressed(DOMAIN, number));
    }

    @Override
    public Bytes sign(byte[] message) {
      ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      signer.init(true, new ECPrivateKeyParameters(number, DOMAIN));
      BigInteger[] rs = signer.generateSignature(Digest.of(Bytes.wrap(message)).bytes().toArray());
      return new DerSignature(rs[0], rs[1]).lowS(EcKeys.P256.order()).encoded();
    }

    private static ECDomainParameters domain() {
      X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
      return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }
  }

  /// SM2 with a nonce derived from private number and message.
  record Sm2Signer(BigInteger number) implements Signer {
    @Override
    public Bytes publicKey() {
      return EcKeys.SM2.encode(uncompressed(Sm2.domain(), number));
    }

    @Override
    public Bytes sign(byte[] message) {
      SM2Signer signer = new SM2Signer();
      var key = new ECPrivateKeyParameters(number, Sm2.domain());
      var nonce = DerivedNonce.of(BigIntegers.asUnsignedByteArray(32, number), message);
      signer.init(true, Sm2.withUserId(new ParametersWithRandom(key, nonce)));
      signer.update(message, 0, message.length);
      try {
        return Bytes.wrap(signer.generateSignature());
      } catch (CryptoException e) {
        throw new IllegalStateException("SM2 signs every message", e);
      }
    }
  }
}
