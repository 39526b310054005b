package io.kedge.party;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.util.List;

/// Which public keys can be registered: points of their curve in the one encoding each algorithm
/// has here, none of small order. What is refused here could make verifiers disagree, or let a
/// signature fit several messages (ledger.md §6A).
final class PublicKeys {
  private static final Curve P256 =
      new Curve(
          "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
          "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  private static final Curve SM2 =
      new Curve(
          "3059301306072a8648ce3d020106082a811ccf5501822d03420004",
          "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff",
          "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93");

  private PublicKeys() {}

  /// True where the key can be registered.
  static boolean sound(Algorithm algorithm, Bytes publicKey) {
    return switch (algorithm) {
      case ED25519 -> Edwards.sound(publicKey);
      case P256 -> P256.holds(publicKey);
      case SM2 -> SM2.holds(publicKey);
    };
  }

  /// Edwards25519 (RFC 8032 section 5.1).
  private static final class Edwards {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D =
        BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

    /// The y of the eight points of small order; each serves both signs of x.
    private static final List<BigInteger> SMALL_ORDER =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            littleEndian("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            littleEndian("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"));

    private static BigInteger littleEndian(String hex) {
      return littleEndian(Bytes.fromHex(hex));
    }

    private static BigInteger littleEndian(Bytes encoded) {
      byte[] bigEndian = new byte[32];
      for (int i = 0; i < 32; i++) {
        bigEndian[i] = encoded.at(31 - i);
      }
      return new BigInteger(1, bigEndian);
    }

    static boolean sound(Bytes encoded) {
      if (encoded.size() != 32) {
        return false;
      }
      BigInteger y = littleEndian(encoded).clearBit(255);
      return y.compareTo(P) < 0 && !SMALL_ORDER.contains(y) && hasX(y);
    }

    /// x² = (y² − 1) / (d y² + 1) has a root.
    private static boolean hasX(BigInteger y) {
      BigInteger square = y.multiply(y).mod(P);
      BigInteger below = D.multiply(square).add(BigInteger.ONE).mod(P);
      BigInteger ratio = square.subtract(BigInteger.ONE).multiply(below.modInverse(P)).mod(P);
      return ratio.modPow(P.shiftRight(1), P).equals(BigInteger.ONE);
    }
  }

  /// A curve y² = x³ − 3x + b over a prime field of 256 bits, with the one SubjectPublicKeyInfo
  /// header of its uncompressed points.
  private record Curve(Bytes header, BigInteger p, BigInteger b) {
    Curve(String header, String p, String b) {
      this(Bytes.fromHex(header), new BigInteger(p, 16), new BigInteger(b, 16));
    }

    boolean holds(Bytes info) {
      int start = header.size();
      if (info.size() != start + 64 || !info.slice(0, start).equals(header)) {
        return false;
      }
      BigInteger x = new BigInteger(1, info.slice(start, start + 32).toArray());
      BigInteger y = new BigInteger(1, info.slice(start + 32, start + 64).toArray());
      return x.compareTo(p) < 0 && y.compareTo(p) < 0 && onCurve(x, y);
    }

    private boolean onCurve(BigInteger x, BigInteger y) {
      BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b);
      return y.multiply(y).subtract(right).mod(p).signum() == 0;
    }
  }
}
