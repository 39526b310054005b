package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.Optional;

/// The public keys of a curve y² = x³ − 3x + b: SubjectPublicKeyInfo with the uncompressed point,
/// 91 bytes, and no other form.
final class EcKeys {
  /// NIST P-256 (FIPS 186-5, SEC 2 secp256r1).
  static final EcKeys P256 =
      new EcKeys(
          "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
          "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
          "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

  /// The curve of SM2 (GB/T 32918.5, sm2p256v1).
  static final EcKeys SM2 =
      new EcKeys(
          "3059301306072a8648ce3d020106082a811ccf5501822d03420004",
          "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff",
          "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93",
          "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");

  private static final int COORDINATE = 32;

  private final Bytes prefix;
  private final BigInteger p;
  private final BigInteger b;
  private final BigInteger order;

  private EcKeys(String prefix, String p, String b, String order) {
    this.prefix = Bytes.fromHex(prefix);
    this.p = new BigInteger(p, 16);
    this.b = new BigInteger(b, 16);
    this.order = new BigInteger(order, 16);
  }

  /// The order of the group, a prime.
  BigInteger order() {
    return order;
  }

  /// The point of a public key; empty where the bytes are not in form or no point of the curve.
  Optional<ECPoint> point(Bytes publicKey) {
    int size = prefix.size() + 2 * COORDINATE;
    if (publicKey.size() != size || !publicKey.slice(0, prefix.size()).equals(prefix)) {
      return Optional.empty();
    }
    int middle = prefix.size() + COORDINATE;
    BigInteger x = new BigInteger(1, publicKey.slice(prefix.size(), middle).unsafeArray());
    BigInteger y = new BigInteger(1, publicKey.slice(middle, size).unsafeArray());
    boolean inField = x.compareTo(p) < 0 && y.compareTo(p) < 0;
    return inField && isOnCurve(x, y) ? Optional.of(new ECPoint(x, y)) : Optional.empty();
  }

  /// The public key of an uncompressed point, 0x04 ‖ x ‖ y.
  Bytes encode(byte[] uncompressed) {
    if (uncompressed.length != 1 + 2 * COORDINATE || uncompressed[0] != 4) {
      throw new IllegalArgumentException("not an uncompressed point");
    }
    byte[] encoded = new byte[prefix.size() + 2 * COORDINATE];
    System.arraycopy(prefix.unsafeArray(), 0, encoded, 0, prefix.size());
    System.arraycopy(uncompressed, 1, encoded, prefix.size(), 2 * COORDINATE);
    return Bytes.wrap(encoded);
  }

  private boolean isOnCurve(BigInteger x, BigInteger y) {
    BigInteger right = x.multiply(x).subtract(BigInteger.valueOf(3)).multiply(x).add(b).mod(p);
    return y.multiply(y).mod(p).equals(right);
  }
}
