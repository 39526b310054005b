package io.kedge.ledger.crypto;

import static io.kedge.contract.VerificationKey.Algorithm.P256;
import static io.kedge.contract.VerificationKey.Algorithm.SM2;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class P256RuleTest {
  private static final BigInteger N = EcKeys.P256.order();
  private static final SigningKey KEY = SigningKey.fromSeed(P256, Bytes.of(new byte[32]));
  private static final Bytes MESSAGE = Bytes.utf8("a signed transfer");

  private static List<SignatureRule> rules() {
    List<SignatureRule> rules = new ArrayList<>();
    rules.add(new SignatureRule(CryptoProviders.fallback()));
    CryptoProviders.accp().map(SignatureRule::new).ifPresent(rules::add);
    return rules;
  }

  /// RFC 6979 §A.2.5, message "sample" with SHA-256; its s is in the upper half, ours is n − s.
  @Test
  void theVectorOfTheStandardHolds() {
    Signer signer =
        new Signer.P256Signer(
            new BigInteger("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721", 16));
    String r = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    String s = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
    Bytes raw = Bytes.fromHex(r + s);
    Bytes stored = P256Signatures.ofRaw(raw).orElseThrow();
    assertThat(signer.sign(Bytes.utf8("sample").toArray())).isEqualTo(stored);
    assertThat(signer.publicKey().slice(27, 91).hex())
        .isEqualTo(
            "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    for (SignatureRule rule : rules()) {
      assertThat(rule.check(P256, signer.publicKey(), Bytes.utf8("sample"), stored).valid())
          .isTrue();
    }
  }

  /// Every way to write the same two numbers, or nearly so, that some library has accepted.
  static Stream<Arguments> otherForms() {
    DerSignature good = DerSignature.parse(KEY.sign(MESSAGE), N).orElseThrow();
    byte[] r = good.r().toByteArray();
    byte[] s = good.s().toByteArray();
    Bytes der = good.encoded();
    return Stream.of(
        form("s + n", sequence(integer(r), integer(good.s().add(N).toByteArray()))),
        form("r + n", sequence(integer(good.r().add(N).toByteArray()), integer(s))),
        form("r = 0", sequence(integer(new byte[1]), integer(s))),
        form("s = 0", sequence(integer(r), integer(new byte[1]))),
        form("r = n", sequence(integer(N.toByteArray()), integer(s))),
        form("negative r", sequence(integer(good.r().negate().toByteArray()), integer(s))),
        form("negative s", sequence(integer(r), integer(good.s().negate().toByteArray()))),
        form("padded r", sequence(integer(padded(r)), integer(s))),
        form("padded s", sequence(integer(r), integer(padded(s)))),
        form("empty r", sequence(integer(new byte[0]), integer(s))),
        form("empty s", sequence(integer(r), integer(new byte[0]))),
        form("long length of the sequence", sequenceWithLongLength(integer(r), integer(s))),
        form("long length of r", sequence(integerWithLongLength(r), integer(s))),
        form("indefinite length", indefinite(integer(r), integer(s))),
        form("a byte after", Bytes.wrap(concat(der.toArray(), new byte[1]))),
        form("a byte after, inside", sequence(integer(r), concat(integer(s), new byte[1]))),
        form("a third integer", sequence(integer(r), concat(integer(s), integer(s)))),
        form("cut", der.slice(0, der.size() - 1)),
        form("nothing", Bytes.EMPTY),
        form("an empty sequence", Bytes.fromHex("3000")),
        form("a set", Bytes.wrap(replaced(der, 0, 0x31))),
        form("raw", rawOf(good)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherForms")
  void oneSignatureHasOneForm(String what, Bytes signature) {
    for (SignatureRule rule : rules()) {
      assertThat(rule.check(P256, KEY.publicKey(), MESSAGE, KEY.sign(MESSAGE)))
          .isEqualTo(SignatureVerdict.VALID);
      assertThat(rule.check(P256, KEY.publicKey(), MESSAGE, signature))
          .as(what)
          .isEqualTo(SignatureVerdict.SIGNATURE_MALFORMED);
    }
  }

  /// Browsers produce either of the two; every provider must say yes to both.
  @Test
  void bothHalvesVerifyAndOneIsStored() {
    for (int i = 0; i < 20; i++) {
      Bytes message = Bytes.utf8("message " + i);
      Bytes low = KEY.sign(message);
      DerSignature parsed = DerSignature.parse(low, N).orElseThrow();
      Bytes high = new DerSignature(parsed.r(), N.subtract(parsed.s())).encoded();
      for (SignatureRule rule : rules()) {
        assertThat(rule.check(P256, KEY.publicKey(), message, low).valid()).isTrue();
        assertThat(rule.check(P256, KEY.publicKey(), message, high).valid()).isTrue();
        assertThat(rule.check(P256, KEY.publicKey(), MESSAGE, high))
            .isEqualTo(SignatureVerdict.DOES_NOT_VERIFY);
      }
      assertThat(high).isNotEqualTo(low);
      assertThat(P256Signatures.stored(P256, high)).isEqualTo(low);
      assertThat(P256Signatures.stored(P256, low)).isEqualTo(low);
      assertThat(P256Signatures.stored(SM2, high)).isEqualTo(high);
      assertThat(P256Signatures.isStored(low, high)).isTrue();
      assertThat(P256Signatures.isStored(high, low)).isFalse();
      assertThat(P256Signatures.isStored(low, KEY.sign(MESSAGE))).isFalse();
    }
    Bytes noSignature = Bytes.utf8("no signature");
    assertThat(P256Signatures.stored(P256, noSignature)).isEqualTo(noSignature);
  }

  /// SunEC accepts a signature whose integer lost its leading zero byte (ledger.md, finding 4).
  @Test
  void aLostLeadingZeroIsMalformed() {
    Bytes signature =
        IntStream.range(0, 100)
            .mapToObj(i -> KEY.sign(Bytes.utf8("message " + i)))
            .filter(der -> der.at(3) == 33)
            .findFirst()
            .orElseThrow();
    byte[] der = signature.toArray();
    byte[] cut = concat(new byte[] {0x30, (byte) (der[1] - 1), 2, 32}, tail(der, 5));
    assertThat(DerSignature.parse(signature, N)).isPresent();
    assertThat(DerSignature.parse(Bytes.wrap(cut), N)).isEmpty();
  }

  @Test
  void aBrowsersSignatureIsStoredInOneForm() {
    DerSignature good = DerSignature.parse(KEY.sign(MESSAGE), N).orElseThrow();
    DerSignature upper = new DerSignature(good.r(), N.subtract(good.s()));
    for (Bytes stored :
        List.of(
            P256Signatures.ofRaw(rawOf(good)).orElseThrow(),
            P256Signatures.ofRaw(rawOf(upper)).orElseThrow(),
            P256Signatures.ofDer(upper.encoded()).orElseThrow())) {
      assertThat(stored).isEqualTo(KEY.sign(MESSAGE));
    }
    assertThat(P256Signatures.ofRaw(Bytes.of(new byte[64]))).isEmpty();
    assertThat(P256Signatures.ofRaw(Bytes.of(new byte[63]))).isEmpty();
  }

  @Test
  void anyFlippedBitIsRefusedByEveryProvider() {
    Bytes signature = KEY.sign(MESSAGE);
    for (SignatureRule rule : rules()) {
      for (int bit = 0; bit < 8 * signature.size(); bit++) {
        byte[] flipped = signature.toArray();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(rule.check(P256, KEY.publicKey(), MESSAGE, Bytes.wrap(flipped)).valid())
            .isFalse();
      }
      assertThat(rule.check(P256, KEY.publicKey(), Bytes.utf8("another"), signature))
          .isEqualTo(SignatureVerdict.DOES_NOT_VERIFY);
    }
  }

  @Test
  void onlyAPointOfTheCurveInTheOneFormIsAKey() {
    Bytes good = KEY.publicKey();
    assertThat(SignatureRule.isAcceptableKey(P256, good)).isTrue();
    for (int bit = 0; bit < 8 * good.size(); bit++) {
      byte[] flipped = good.toArray();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(SignatureRule.isAcceptableKey(P256, Bytes.wrap(flipped))).isFalse();
    }
    assertThat(SignatureRule.isAcceptableKey(P256, good.slice(0, 90))).isFalse();
    Bytes sm2 = SigningKey.fromSeed(SM2, Bytes.of(new byte[32])).publicKey();
    assertThat(SignatureRule.isAcceptableKey(P256, sm2)).isFalse();
  }

  private static Arguments form(String what, Bytes signature) {
    return Arguments.of(what, signature);
  }

  private static Bytes rawOf(DerSignature signature) {
    return Bytes.wrap(concat(fixed(signature.r()), fixed(signature.s())));
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[31 - i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static Bytes sequence(byte[]... parts) {
    byte[] body = concat(parts);
    return Bytes.wrap(concat(new byte[] {0x30, (byte) body.length}, body));
  }

  private static Bytes sequenceWithLongLength(byte[]... parts) {
    byte[] body = concat(parts);
    return Bytes.wrap(concat(new byte[] {0x30, (byte) 0x81, (byte) body.length}, body));
  }

  private static Bytes indefinite(byte[]... parts) {
    return Bytes.wrap(concat(new byte[] {0x30, (byte) 0x80}, concat(parts), new byte[2]));
  }

  private static byte[] integer(byte[] value) {
    return concat(new byte[] {2, (byte) value.length}, value);
  }

  private static byte[] integerWithLongLength(byte[] value) {
    return concat(new byte[] {2, (byte) 0x81, (byte) value.length}, value);
  }

  private static byte[] padded(byte[] value) {
    return concat(new byte[1], value);
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] replaced(Bytes bytes, int at, int value) {
    byte[] copy = bytes.toArray();
    copy[at] = (byte) value;
    return copy;
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
