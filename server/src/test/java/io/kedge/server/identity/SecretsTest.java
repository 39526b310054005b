package io.kedge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.server.api.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Passwords, codes, tokens and check characters without a server.
class SecretsTest {
  private final PasswordRules rules = new PasswordRules();

  @ParameterizedTest
  @CsvSource({
    "short1,PASSWORD_TOO_SHORT",
    "passwordpassword,PASSWORD_COMMON",
    "PasswordPassword,PASSWORD_COMMON",
    "administrator2026!,PASSWORD_COMMON",
    "aaaaaaaaaaaaaaaa,PASSWORD_COMMON",
    "abcdefghijklmnop,PASSWORD_COMMON",
    "alice-in-wonderland,PASSWORD_HAS_LOGIN",
    "correct horse 26 battery,",
    "茶与酒都要存放在地窖里面啊,"
  })
  void passwordsThatEverybodyTriesAreRefused(String password, String refusal) {
    assertThat(rules.refuse(password, "alice").map(Enum::name))
        .isEqualTo(Optional.ofNullable(refusal));
  }

  @Test
  void aPasswordIsTheSameInEveryUnicodeForm() {
    assertThat(PasswordRules.normal("cafe\u0301 ①")).isEqualTo(PasswordRules.normal("caf\u00e9 1"));
  }

  @Test
  void theCostIsMeasuredAndNeverBelowTheLeast() {
    assertThat(PasswordCost.calibrated(250, 50)).isEqualTo(new PasswordCost(19 * 1024, 10));
    assertThat(PasswordCost.calibrated(1, 1_000)).isEqualTo(PasswordCost.LEAST);
    assertThat(PasswordCost.calibrated(60_000, 2).passes()).isEqualTo(16);
    var hashes = new PasswordHashes(PasswordCost.QUICK);
    String kept = hashes.hash("one password");
    assertThat(hashes.matches("one password", Optional.of(kept))).isTrue();
    assertThat(hashes.matches("another one", Optional.of(kept))).isFalse();
    assertThat(hashes.matches("what nobody's password is", Optional.empty())).isFalse();
    assertThat(new PasswordHashes(PasswordCost.LEAST).outdated(kept)).isTrue();
  }

  /// RFC 6238 appendix B, the last six digits.
  @ParameterizedTest
  @CsvSource({"59,287082", "1111111109,081804", "1234567890,005924", "20000000000,353130"})
  void codesAreThoseOfTheStandard(long seconds, String code) {
    var totp = new Totp();
    assertThat(totp.codeAt(Bytes.utf8("12345678901234567890"), seconds * 1000)).isEqualTo(code);
  }

  @Test
  void aTokenIsReadOnlyAsWhatItIsAndSaysNothingOfItself() {
    var token = Token.make(Token.Kind.API_KEY);
    assertThat(Token.read(Token.Kind.API_KEY, token.text())).contains(token);
    assertThat(Token.read(Token.Kind.SESSION, token.text())).isEmpty();
    assertThat(token.toString()).doesNotContain(token.text());
    assertThat(token.text()).startsWith(token.prefix());
    assertThat(token.prefix()).hasSize(18);
  }

  @Test
  void recoveryCodesDifferAndAreReadHoweverTheyAreTyped() {
    List<String> codes = RecoveryCodes.make();
    assertThat(new HashSet<>(codes)).hasSize(10);
    String code = codes.getFirst();
    assertThat(RecoveryCodes.digest(code.toLowerCase(java.util.Locale.ROOT).replace("-", " ")))
        .isEqualTo(RecoveryCodes.digest(code));
  }

  @Test
  void aSealedSecretOpensForItsAccountAlone() {
    var box = new SecretBox(Bytes.utf8("thirty-two bytes of a test secret"));
    byte[] sealed = box.seal("a", Bytes.utf8("secret"));
    assertThat(box.open("a", sealed)).isEqualTo(Bytes.utf8("secret"));
    assertThatThrownBy(() -> box.open("b", sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void scopesReachNoFurtherThanTheySay() {
    var scopes = new Scopes(Set.of("read", "command:order.*", "key:manage"));
    assertThat(scopes.covers("order.place")).isTrue();
    assertThat(scopes.covers("party.close")).isFalse();
    assertThat(scopes.within(Set.of("asset:read", "money:approve", "key:manage")))
        .containsExactlyInAnyOrder("asset:read", "key:manage");
    for (String bad : List.of("command:", "command:Order.x", "everything", "a b:read")) {
      assertThatThrownBy(() -> new Scopes(Set.of(bad))).isInstanceOf(Problem.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "914403001922038216,true",
    "91330100799655058B,true",
    "914403001922038217,false",
    "91440300192203821,false",
    "9144O3001922038216,false"
  })
  void creditCodesHaveACheckCharacter(String code, boolean right) {
    assertThat(CheckDigits.creditCode(code)).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({"11010519491231002X,true", "110105194912310021,false", "440524188001010014,true"})
  void residentNumbersHaveACheckCharacter(String id, boolean right) {
    assertThat(CheckDigits.residentId(id)).isEqualTo(right);
  }

  @Test
  void aFileIsWhatItsContentIs() {
    assertThat(FileKind.of("%PDF-1.7 …".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .contains(FileKind.PDF);
    assertThat(FileKind.of("<html>%PDF-".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(FileKind.of(new byte[0])).isEmpty();
    assertThat(FileKind.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF})).isEmpty();
  }
}
