package io.kedge.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.testing.TestKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicKeysTest {
  /// GB/T 32918.5: the base point of the recommended curve.
  private static final String SM2_BASE_POINT =
      "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
          + "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
          + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "order 1, 0100000000000000000000000000000000000000000000000000000000000000",
    "order 2, ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "order 4, 0000000000000000000000000000000000000000000000000000000000000000",
    "order 4 negative, 0000000000000000000000000000000000000000000000000000000000000080",
    "order 8 a, 26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "order 8 b, 26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "order 8 c, c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "order 8 d, c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "1 with a sign, 0100000000000000000000000000000000000000000000000000000000000080",
    "-1 with a sign, ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "p, edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "p + 1, eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "p + 3, f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "2 has no x, 0200000000000000000000000000000000000000000000000000000000000000",
    "31 bytes, 58666666666666666666666666666666666666666666666666666666666666"
  })
  void anEd25519KeyThatVerifiersCouldDisagreeAboutIsNotSound(String what, String hex) {
    assertThat(PublicKeys.sound(Algorithm.ED25519, Bytes.fromHex(hex))).isFalse();
  }

  /// RFC 8032 section 7.1 and the base point.
  @ParameterizedTest
  @CsvSource({
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
    "5866666666666666666666666666666666666666666666666666666666666666"
  })
  void theKeysOfTheStandardAreSound(String hex) {
    assertThat(PublicKeys.sound(Algorithm.ED25519, Bytes.fromHex(hex))).isTrue();
  }

  @Test
  void generatedKeysAreSound() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 20; i++) {
      Bytes info = Bytes.wrap(generator.generateKeyPair().getPublic().getEncoded());
      assertThat(PublicKeys.sound(Algorithm.P256, info)).isTrue();
      assertThat(PublicKeys.sound(Algorithm.SM2, info)).isFalse();
      Bytes raw = TestKey.named("sound " + i).publicKey();
      assertThat(PublicKeys.sound(Algorithm.ED25519, raw)).isTrue();
    }
  }

  @Test
  void aPointOffItsCurveIsNotSound() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    byte[] info = generator.generateKeyPair().getPublic().getEncoded();
    info[info.length - 1] ^= 1;
    assertThat(PublicKeys.sound(Algorithm.P256, Bytes.wrap(info))).isFalse();
  }

  @Test
  void anSm2KeyIsAPointOfItsCurve() {
    Bytes base = Bytes.fromHex(SM2_BASE_POINT);
    assertThat(PublicKeys.sound(Algorithm.SM2, base)).isTrue();
    assertThat(PublicKeys.sound(Algorithm.P256, base)).isFalse();
    byte[] off = base.toArray();
    off[40] ^= 1;
    assertThat(PublicKeys.sound(Algorithm.SM2, Bytes.wrap(off))).isFalse();
  }
}
