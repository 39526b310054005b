package io.kedge.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.disk.SimEntropy;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
  /// Scenario packs derive keys from seeds: these public keys never change.
  @ParameterizedTest
  @CsvSource({
    "ED25519, 3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29",
    "P256, 49d3b47dd69f1a533db9fdba394702102b627c595168fc6548cbb8676e0dd885",
    "SM2, 24755cdb09328edab3fc1ce4c136128a6e46f1657641eb241eb89d81d082eb0d"
  })
  void theSeedOfZeroesKeepsItsKey(Algorithm algorithm, String lastBytes) {
    SigningKey key = SigningKey.fromSeed(algorithm, Bytes.of(new byte[32]));
    assertThat(key.publicKey().hex()).endsWith(lastBytes);
    assertThat(SignatureRule.isAcceptableKey(algorithm, key.publicKey())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatAKeySignsItsPublicSideVerifies(Algorithm algorithm) {
    SimEntropy entropy = new SimEntropy(7);
    SigningKey key = SigningKey.generate(algorithm, entropy);
    SigningKey other = SigningKey.generate(algorithm, entropy);
    var registered = key.verificationKey(new PartyId("winery"));
    Bytes message = Bytes.utf8("message");
    assertThat(SignatureRule.standard().verify(registered, message, key.sign(message))).isTrue();
    assertThat(SignatureRule.standard().verify(registered, message, other.sign(message))).isFalse();
    assertThat(key.toString()).doesNotContain(key.seed().hex());
  }

  @Test
  void manyThreadsShareOneRule() throws Exception {
    SignatureRule rule = new SignatureRule(CryptoProviders.chosen());
    SigningKey[] keys =
        IntStream.range(0, 20)
            .mapToObj(i -> SigningKey.fromSeed(Algorithm.ED25519, Bytes.of(seed(i))))
            .toArray(SigningKey[]::new);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 400)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            SigningKey key = keys[i % keys.length];
                            Bytes message = Bytes.utf8("message " + i);
                            Bytes signed = i % 2 == 0 ? message : Bytes.utf8("another");
                            return rule.check(
                                    key.algorithm(), key.publicKey(), message, key.sign(signed))
                                .valid();
                          }))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0);
      }
    }
  }

  @Test
  void theFallbackCanBeForced() {
    assertThat(CryptoProviders.choose("sunec").fast()).isFalse();
    assertThat(CryptoProviders.choose("sunec").name()).startsWith("SunEC");
    assertThat(CryptoProviders.choose(null).fast()).isEqualTo(CryptoProviders.accp().isPresent());
  }

  @Test
  void theCacheForgetsAndStillAnswers() {
    KeyCache<Integer> cache = new KeyCache<>(4);
    for (int i = 0; i < 40; i++) {
      int value = i;
      assertThat(cache.get(Bytes.of((byte) i), _ -> Optional.of(value))).contains(value);
    }
    assertThat(cache.get(Bytes.of((byte) 39), _ -> Optional.of(-1))).contains(39);
    assertThat(cache.get(Bytes.of((byte) 0), _ -> Optional.of(-1))).contains(-1);
    assertThat(cache.get(Bytes.of((byte) 77), _ -> Optional.empty())).isEmpty();
  }

  private static byte[] seed(int i) {
    byte[] seed = new byte[32];
    seed[0] = (byte) i;
    return seed;
  }
}
