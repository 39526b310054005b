package io.kedge.ledger.crypto;

import static io.kedge.contract.VerificationKey.Algorithm.ED25519;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class Ed25519RuleTest {
  private static final SignatureRule SUN_EC = new SignatureRule(CryptoProviders.fallback());
  private static final List<EdgeSignature> EDGES = EdgeSignature.all();
  private static final List<Boolean> BY_SUN_EC =
      EDGES.stream().map(edge -> accepts(SUN_EC, edge)).toList();

  /// RFC 8032 §7.1.
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/rfc8032-ed25519-1.csv", numLinesToSkip = 1)
  void theVectorsOfTheStandardHold(
      String name, String seed, String publicKey, String message, String signature) {
    SigningKey key = SigningKey.fromSeed(ED25519, Bytes.fromHex(seed));
    Bytes signed = message == null ? Bytes.EMPTY : Bytes.fromHex(message);
    assertThat(key.publicKey().hex()).isEqualTo(publicKey);
    assertThat(key.sign(signed).hex()).isEqualTo(signature);
    for (SignatureRule rule : List.of(SUN_EC, SignatureRule.standard())) {
      assertThat(rule.check(ED25519, key.publicKey(), signed, Bytes.fromHex(signature)))
          .isEqualTo(SignatureVerdict.VALID);
    }
  }

  @Test
  void everyEdgeIsJudgedAsTheTwinJudgesIt() {
    int valid = 0;
    for (int i = 0; i < EDGES.size(); i++) {
      EdgeSignature edge = EDGES.get(i);
      boolean expected = PlainEd25519.accepts(edge.key(), edge.message(), edge.signature());
      assertThat(BY_SUN_EC.get(i)).as(edge.what()).isEqualTo(expected);
      valid += expected ? 1 : 0;
    }
    assertThat(valid).as("edges that are valid").isBetween(10, EDGES.size() / 2);
  }

  @Test
  void accpJudgesEveryEdgeAsSunEcDoes() {
    boolean here = CryptoProviders.accp().isPresent();
    boolean linux =
        "Linux amd64".equals(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    assertThat(here || !linux).as("ACCP must load on Linux x86-64").isTrue();
    assumeTrue(here, "ACCP is not made for this machine");
    SignatureRule accp = new SignatureRule(CryptoProviders.accp().orElseThrow());
    for (int i = 0; i < EDGES.size(); i++) {
      EdgeSignature edge = EDGES.get(i);
      assertThat(accepts(accp, edge)).as(edge.what()).isEqualTo(BY_SUN_EC.get(i));
    }
  }

  /// Shows that the edges bite: a library that multiplies by the cofactor says yes where the rule
  /// says no, with an ordinary key.
  @Test
  void bouncyCastleWouldForkTheLedger() {
    List<String> differing =
        IntStream.range(0, EDGES.size())
            .filter(i -> bouncyCastleAccepts(EDGES.get(i)) && !BY_SUN_EC.get(i))
            .mapToObj(i -> EDGES.get(i).what())
            .toList();
    assertThat(differing).contains("R + 1T", "R + 4T", "A + 1T");
  }

  @Test
  void anyFlippedBitOfKeyMessageOrSignatureIsRefused() {
    SigningKey key = SigningKey.fromSeed(ED25519, Bytes.of(new byte[32]));
    Bytes message = Bytes.utf8("a signed transfer");
    Bytes signature = key.sign(message);
    SignatureRule rule = SignatureRule.standard();
    assertThat(rule.check(ED25519, key.publicKey(), message, signature).valid()).isTrue();
    for (int bit = 0; bit < 512; bit++) {
      Bytes flipped = flip(signature, bit);
      assertThat(rule.check(ED25519, key.publicKey(), message, flipped).valid()).isFalse();
    }
    for (int bit = 0; bit < 256; bit++) {
      Bytes flipped = flip(key.publicKey(), bit);
      assertThat(rule.check(ED25519, flipped, message, signature).valid()).isFalse();
    }
    for (int bit = 0; bit < 8 * message.size(); bit++) {
      Bytes flipped = flip(message, bit);
      assertThat(rule.check(ED25519, key.publicKey(), flipped, signature).valid()).isFalse();
    }
  }

  @Test
  void aWrongLengthIsMalformed() {
    SigningKey key = SigningKey.fromSeed(ED25519, Bytes.of(new byte[32]));
    Bytes good = key.sign(Bytes.EMPTY);
    for (int size : new int[] {0, 1, 63, 65, 128}) {
      Bytes wrong = Bytes.wrap(Arrays.copyOf(good.toArray(), size));
      assertThat(SUN_EC.check(ED25519, key.publicKey(), Bytes.EMPTY, wrong))
          .isEqualTo(SignatureVerdict.SIGNATURE_MALFORMED);
    }
    for (int size : new int[] {0, 31, 33, 44}) {
      Bytes wrong = Bytes.wrap(Arrays.copyOf(key.publicKey().toArray(), size));
      assertThat(SUN_EC.check(ED25519, wrong, Bytes.EMPTY, good))
          .isEqualTo(SignatureVerdict.KEY_MALFORMED);
      assertThat(SignatureRule.isAcceptableKey(ED25519, wrong)).isFalse();
    }
  }

  @Test
  void noLowOrderOrNonCanonicalKeyIsRegistered() {
    assertThat(EdgeSignature.lowOrderEncodings()).hasSize(14).doesNotHaveDuplicates();
    for (Bytes key : EdgeSignature.lowOrderEncodings()) {
      assertThat(SignatureRule.isAcceptableKey(ED25519, key)).as(key.hex()).isFalse();
    }
    for (int y = 0; y < 40; y++) {
      Bytes canonical = PlainEd25519.littleEndian(BigInteger.valueOf(y));
      assertThat(SignatureRule.isAcceptableKey(ED25519, canonical))
          .as("y = %d", y)
          .isEqualTo(y > 1 && isPoint(canonical));
      if (y < 19) {
        Bytes beyond = PlainEd25519.littleEndian(PlainEd25519.P.add(BigInteger.valueOf(y)));
        assertThat(SignatureRule.isAcceptableKey(ED25519, beyond)).as("y = p + %d", y).isFalse();
      }
    }
    assertThat(SignatureRule.isAcceptableKey(ED25519, PlainEd25519.BASE.encoded())).isTrue();
  }

  private static boolean isPoint(Bytes key) {
    try {
      PlainEd25519.decode(key);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean accepts(SignatureRule rule, EdgeSignature edge) {
    return rule.check(ED25519, edge.key(), edge.message(), edge.signature()).valid();
  }

  private static boolean bouncyCastleAccepts(EdgeSignature edge) {
    byte[] message = edge.message().toArray();
    return Ed25519.verify(
        edge.signature().toArray(), 0, edge.key().toArray(), 0, message, 0, message.length);
  }

  private static Bytes flip(Bytes bytes, int bit) {
    byte[] flipped = bytes.toArray();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return Bytes.wrap(flipped);
  }
}
