package io.kedge.ledger.crypto;

import static io.kedge.ledger.crypto.PlainEd25519.BASE;
import static io.kedge.ledger.crypto.PlainEd25519.L;
import static io.kedge.ledger.crypto.PlainEd25519.P;
import static io.kedge.ledger.crypto.PlainEd25519.TORSION;
import static io.kedge.ledger.crypto.PlainEd25519.challenge;
import static io.kedge.ledger.crypto.PlainEd25519.littleEndian;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.PlainEd25519.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A signature at an edge where Ed25519 libraries are known to differ (in the manner of the CCTV
/// vectors, C2SP/CCTV ed25519/README.md; made here, not copied).
record EdgeSignature(String what, Bytes key, Bytes message, Bytes signature) {
  private static final BigInteger SECRET = new BigInteger("1234567890123456789012345678901234567");
  private static final BigInteger NONCE = new BigInteger("98765432109876543210987654321098765");

  static List<EdgeSignature> all() {
    List<EdgeSignature> all = new ArrayList<>();
    Bytes ordinaryKey = BASE.times(SECRET).encoded();
    for (int i = 0; i < 8; i++) {
      Point torsion = TORSION.times(BigInteger.valueOf(i));
      Bytes mixedKey = BASE.times(SECRET).plus(torsion).encoded();
      Bytes mixedR = BASE.times(NONCE).plus(torsion).encoded();
      for (int n = 0; n < 3; n++) {
        Bytes message = Bytes.utf8("message " + n);
        all.add(signed("R + " + i + "T", ordinaryKey, mixedR, message));
        all.add(signed("A + " + i + "T", mixedKey, BASE.times(NONCE).encoded(), message));
        all.add(signed("A and R + " + i + "T", mixedKey, mixedR, message));
      }
    }
    List<Bytes> lowOrder = lowOrderEncodings();
    for (int a = 0; a < lowOrder.size(); a++) {
      for (int r = 0; r < lowOrder.size(); r++) {
        Bytes message = Bytes.utf8("low order " + (a + r) % 4);
        Bytes zero = littleEndian(BigInteger.ZERO);
        all.add(of("A low " + a + ", R low " + r, lowOrder.get(a), message, lowOrder.get(r), zero));
      }
      all.add(signed("R low " + a, ordinaryKey, lowOrder.get(a), Bytes.utf8("r"), BigInteger.ZERO));
      Bytes nonce = BASE.times(NONCE).encoded();
      all.add(of("A low " + a, lowOrder.get(a), Bytes.utf8("a"), nonce, littleEndian(NONCE)));
    }
    addLargeS(all, ordinaryKey);
    return all;
  }

  /// The eight points of low order, canonical, and their six other encodings.
  static List<Bytes> lowOrderEncodings() {
    List<Bytes> encodings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      encodings.add(TORSION.times(BigInteger.valueOf(i)).encoded());
    }
    encodings.add(littleEndian(P));
    encodings.add(littleEndian(P.setBit(255)));
    encodings.add(littleEndian(BigInteger.ONE.setBit(255)));
    encodings.add(littleEndian(P.add(BigInteger.ONE)));
    encodings.add(littleEndian(P.add(BigInteger.ONE).setBit(255)));
    encodings.add(littleEndian(P.subtract(BigInteger.ONE).setBit(255)));
    return encodings;
  }

  private static void addLargeS(List<EdgeSignature> all, Bytes key) {
    Bytes message = Bytes.utf8("large S");
    Bytes r = BASE.times(NONCE).encoded();
    BigInteger s = NONCE.add(challenge(r, key, message).multiply(SECRET)).mod(L);
    for (int times = 0; times < 15; times++) {
      BigInteger larger = s.add(L.multiply(BigInteger.valueOf(times)));
      all.add(of("S + " + times + "L", key, message, r, littleEndian(larger)));
    }
    all.add(of("S = L", key, message, r, littleEndian(L)));
    all.add(
        of(
            "S all ones",
            key,
            message,
            r,
            littleEndian(BigInteger.TWO.pow(256).subtract(BigInteger.ONE))));
  }

  private static EdgeSignature signed(String what, Bytes key, Bytes r, Bytes message) {
    return signed(what, key, r, message, NONCE);
  }

  private static EdgeSignature signed(
      String what, Bytes key, Bytes r, Bytes message, BigInteger nonce) {
    BigInteger s = nonce.add(challenge(r, key, message).multiply(SECRET)).mod(L);
    return of(what, key, message, r, littleEndian(s));
  }

  private static EdgeSignature of(String what, Bytes key, Bytes message, Bytes r, Bytes s) {
    byte[] signature = new byte[64];
    System.arraycopy(r.toArray(), 0, signature, 0, 32);
    System.arraycopy(s.toArray(), 0, signature, 32, 32);
    return new EdgeSignature(what, key, message, Bytes.wrap(signature));
  }
}
