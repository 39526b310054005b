package io.kedge.ledger.crypto;

import java.math.BigInteger;
import java.util.List;

/// Which 32-byte strings are points of edwards25519, in exact integers (RFC 8032 §5.1).
final class Ed25519Points {
  /// The field's prime, 2^255 − 19.
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /// The order of the base point.
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /// The curve's constant, −121665/121666.
  static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  private static final BigInteger ORDER_8 =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  /// The y of all eight points of low order: (0, ±1), the two of order 4, the four of order 8.
  private static final List<BigInteger> LOW_ORDER_Y =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          ORDER_8,
          P.subtract(ORDER_8));

  private static final byte[] P_LITTLE_ENDIAN = littleEndian(P);
  private static final byte[] L_LITTLE_ENDIAN = littleEndian(L);

  private Ed25519Points() {}

  /// True where y is below the prime and no sign is set on x = 0: the only form RFC 8032 decodes.
  static boolean isCanonical(byte[] bytes, int at) {
    if (!isBelow(bytes, at, P_LITTLE_ENDIAN, 0x7F)) {
      return false;
    }
    boolean negative = (bytes[at + 31] & 0x80) != 0;
    return !negative || !isPlusOrMinusOne(bytes, at);
  }

  /// True where the scalar is below the group's order.
  static boolean isScalar(byte[] bytes, int at) {
    return isBelow(bytes, at, L_LITTLE_ENDIAN, 0xFF);
  }

  static boolean isAcceptableKey(byte[] key) {
    if (key.length != 32 || !isCanonical(key, 0)) {
      return false;
    }
    BigInteger y = y(key);
    return !LOW_ORDER_Y.contains(y) && isOnCurve(y);
  }

  /// True where some x fits: x² = (y² − 1) / (dy² + 1) is a square. The denominator is never 0.
  private static boolean isOnCurve(BigInteger y) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger x2 =
        y2.subtract(BigInteger.ONE).multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P));
    BigInteger euler = x2.mod(P).modPow(P.subtract(BigInteger.ONE).shiftRight(1), P);
    return euler.equals(BigInteger.ONE) || euler.signum() == 0;
  }

  private static BigInteger y(byte[] bytes) {
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = bytes[31 - i];
    }
    bigEndian[0] &= 0x7F;
    return new BigInteger(1, bigEndian);
  }

  private static boolean isPlusOrMinusOne(byte[] bytes, int at) {
    boolean one = bytes[at] == 1;
    boolean minusOne = bytes[at] == (byte) 0xEC;
    for (int i = 1; i < 32; i++) {
      int digit = bytes[at + i] & (i == 31 ? 0x7F : 0xFF);
      one &= digit == 0;
      minusOne &= digit == (i == 31 ? 0x7F : 0xFF);
    }
    return one || minusOne;
  }

  private static boolean isBelow(byte[] bytes, int at, byte[] limit, int topMask) {
    for (int i = 31; i >= 0; i--) {
      int digit = bytes[at + i] & (i == 31 ? topMask : 0xFF);
      int bound = limit[i] & 0xFF;
      if (digit != bound) {
        return digit < bound;
      }
    }
    return false;
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }
}
