package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The slow twin: RFC 8032 §6 with big integers. It decodes also what the rule refuses (y ≥ p, a
/// sign on x = 0), so that tests can make every edge.
final class PlainEd25519 {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      new BigInteger("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed", 16);
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

  static final Point ZERO =
      new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
  static final Point BASE =
      decode(Bytes.fromHex("5866666666666666666666666666666666666666666666666666666666666666"));

  /// A point of order 8.
  static final Point TORSION =
      decode(Bytes.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));

  private PlainEd25519() {}

  /// A point in extended coordinates.
  record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
    Point plus(Point q) {
      BigInteger a = y.subtract(x).multiply(q.y.subtract(q.x)).mod(P);
      BigInteger b = y.add(x).multiply(q.y.add(q.x)).mod(P);
      BigInteger c = t.multiply(q.t).multiply(D).shiftLeft(1).mod(P);
      BigInteger d = z.multiply(q.z).shiftLeft(1).mod(P);
      BigInteger e = b.subtract(a);
      BigInteger f = d.subtract(c);
      BigInteger g = d.add(c);
      BigInteger h = b.add(a);
      return new Point(
          e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
    }

    Point times(BigInteger n) {
      Point sum = ZERO;
      for (int bit = n.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        sum = n.testBit(bit) ? sum.plus(this) : sum;
      }
      return sum;
    }

    Point negated() {
      return new Point(x.negate().mod(P), y, z, t.negate().mod(P));
    }

    Bytes encoded() {
      BigInteger inverse = z.modInverse(P);
      BigInteger affineX = x.multiply(inverse).mod(P);
      BigInteger affineY = y.multiply(inverse).mod(P);
      return littleEndian(affineX.testBit(0) ? affineY.setBit(255) : affineY);
    }
  }

  static Point decode(Bytes bytes) {
    BigInteger number = number(bytes);
    BigInteger y = number.clearBit(255).mod(P);
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE)
            .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(x2)) {
      x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(x2)) {
      throw new IllegalArgumentException("no point: " + bytes);
    }
    x = x.testBit(0) == number.testBit(255) ? x : x.negate().mod(P);
    return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
  }

  static BigInteger challenge(Bytes r, Bytes a, Bytes message) {
    try {
      MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
      sha512.update(r.toArray());
      sha512.update(a.toArray());
      return number(Bytes.wrap(sha512.digest(message.toArray()))).mod(L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The acceptance rule, as ledger.md words it: canonical A and R, S below L, no cofactor, R
  /// compared as bytes.
  static boolean accepts(Bytes key, Bytes message, Bytes signature) {
    Bytes r = signature.slice(0, 32);
    BigInteger s = number(signature.slice(32, 64));
    if (!isCanonical(key) || !isCanonical(r) || s.compareTo(L) >= 0) {
      return false;
    }
    BigInteger k = challenge(r, key, message);
    return BASE.times(s).plus(decode(key).times(k).negated()).encoded().equals(r);
  }

  private static boolean isCanonical(Bytes point) {
    return decode(point).encoded().equals(point);
  }

  static BigInteger number(Bytes littleEndian) {
    byte[] reversed = new byte[littleEndian.size()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = littleEndian.at(reversed.length - 1 - i);
    }
    return new BigInteger(1, reversed);
  }

  static Bytes littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return Bytes.wrap(bytes);
  }
}
