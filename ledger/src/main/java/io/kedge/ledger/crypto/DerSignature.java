package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.util.Optional;

/// An ECDSA or SM2 signature, SEQUENCE { INTEGER r, INTEGER s }, in strict DER: definite short
/// lengths, minimal positive integers, nothing after. One pair of numbers has one encoding.
///
/// @param r from 1 up to the group's order, exclusive
/// @param s likewise
record DerSignature(BigInteger r, BigInteger s) {
  private static final int COORDINATE = 32;

  /// Reads a signature; empty where the bytes are not its one encoding or a number is out of range.
  static Optional<DerSignature> parse(Bytes der, BigInteger order) {
    byte[] bytes = der.unsafeArray();
    if (bytes.length < 8 || bytes.length > 72 || bytes[0] != 0x30 || bytes[1] != bytes.length - 2) {
      return Optional.empty();
    }
    int rLength = bytes[3];
    int sHeader = 4 + rLength;
    if (rLength < 1 || sHeader + 2 >= bytes.length) {
      return Optional.empty();
    }
    int sLength = bytes[sHeader + 1];
    if (sLength < 1 || sHeader + 2 + sLength != bytes.length) {
      return Optional.empty();
    }
    return integer(bytes, 2, rLength, order)
        .flatMap(r -> integer(bytes, sHeader, sLength, order).map(s -> new DerSignature(r, s)));
  }

  /// Reads the 64 bytes r ‖ s that WebCrypto returns (IEEE P1363); empty where out of range.
  static Optional<DerSignature> ofRaw(Bytes raw, BigInteger order) {
    if (raw.size() != 2 * COORDINATE) {
      return Optional.empty();
    }
    BigInteger r = new BigInteger(1, raw.slice(0, COORDINATE).unsafeArray());
    BigInteger s = new BigInteger(1, raw.slice(COORDINATE, 2 * COORDINATE).unsafeArray());
    return inRange(r, order) && inRange(s, order)
        ? Optional.of(new DerSignature(r, s))
        : Optional.empty();
  }

  /// True where s is in the lower half: of (r, s) and (r, n − s), which both verify, the one kept.
  boolean isLowS(BigInteger order) {
    return s.compareTo(order.shiftRight(1)) <= 0;
  }

  /// The same signature with s in the lower half.
  DerSignature lowS(BigInteger order) {
    return isLowS(order) ? this : new DerSignature(r, order.subtract(s));
  }

  /// The DER bytes.
  Bytes encoded() {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[6 + first.length + second.length];
    der[0] = 0x30;
    der[1] = (byte) (der.length - 2);
    der[2] = 0x02;
    der[3] = (byte) first.length;
    System.arraycopy(first, 0, der, 4, first.length);
    der[4 + first.length] = 0x02;
    der[5 + first.length] = (byte) second.length;
    System.arraycopy(second, 0, der, 6 + first.length, second.length);
    return Bytes.wrap(der);
  }

  private static Optional<BigInteger> integer(byte[] bytes, int at, int length, BigInteger order) {
    int first = at + 2;
    if (bytes[at] != 0x02 || bytes[first] < 0) {
      return Optional.empty();
    }
    boolean padded = length > 1 && bytes[first] == 0 && bytes[first + 1] >= 0;
    BigInteger value = new BigInteger(bytes, first, length);
    return padded || !inRange(value, order) ? Optional.empty() : Optional.of(value);
  }

  private static boolean inRange(BigInteger value, BigInteger order) {
    return value.signum() > 0 && value.compareTo(order) < 0;
  }
}
