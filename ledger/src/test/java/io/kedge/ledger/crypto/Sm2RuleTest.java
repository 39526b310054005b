package io.kedge.ledger.crypto;

import static io.kedge.contract.VerificationKey.Algorithm.SM2;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Sm2RuleTest {
  private static final SignatureRule RULE = SignatureRule.standard();

  /// GM/T 0003.5-2012, annex A: the recommended curve, default user id, message "message digest".
  @Test
  void theVectorOfTheStandardHolds() {
    Signer signer =
        new Signer.Sm2Signer(
            new BigInteger("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8", 16));
    assertThat(signer.publicKey().slice(27, 91).hex())
        .isEqualTo(
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    DerSignature published =
        new DerSignature(
            new BigInteger("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3", 16),
            new BigInteger("b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa", 16));
    Bytes message = Bytes.utf8("message digest");
    assertThat(RULE.check(SM2, signer.publicKey(), message, published.encoded()))
        .isEqualTo(SignatureVerdict.VALID);
    assertThat(RULE.check(SM2, signer.publicKey(), Bytes.utf8("message"), published.encoded()))
        .isEqualTo(SignatureVerdict.DOES_NOT_VERIFY);
  }

  @Test
  void aSignatureIsDeterministicAndAnyFlippedBitIsRefused() {
    SigningKey key = SigningKey.fromSeed(SM2, Bytes.of(new byte[32]));
    Bytes message = Bytes.utf8("a signed transfer");
    Bytes signature = key.sign(message);
    assertThat(key.sign(message)).isEqualTo(signature);
    assertThat(key.sign(Bytes.utf8("another"))).isNotEqualTo(signature);
    assertThat(RULE.check(SM2, key.publicKey(), message, signature).valid()).isTrue();
    for (int bit = 0; bit < 8 * signature.size(); bit++) {
      byte[] flipped = signature.toArray();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(RULE.check(SM2, key.publicKey(), message, Bytes.wrap(flipped)).valid()).isFalse();
    }
  }

  @Test
  void twoMessagesNeverShareANonce() {
    SigningKey key = SigningKey.fromSeed(SM2, Bytes.of(new byte[32]));
    assertThat(
            IntStream.range(0, 50)
                .mapToObj(i -> key.sign(Bytes.utf8("message " + i)))
                .map(der -> DerSignature.parse(der, EcKeys.SM2.order()).orElseThrow().r()))
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyAPointOfTheCurveIsAKey() {
    Bytes good = SigningKey.fromSeed(SM2, Bytes.of(new byte[32])).publicKey();
    assertThat(SignatureRule.isAcceptableKey(SM2, good)).isTrue();
    for (int bit = 0; bit < 8 * good.size(); bit++) {
      byte[] flipped = good.toArray();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(SignatureRule.isAcceptableKey(SM2, Bytes.wrap(flipped))).isFalse();
    }
  }
}
