package io.kedge.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.SigningKey;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The keys, text and signatures of PeterNeumann and EnochRoot are those of the tests of
/// golang.org/x/mod, `sumdb/note/note_test.go`.
class SignedNoteTest {
  private static final String PETER_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String ENOCH_KEY =
      "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
  private static final String PETER =
      "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
          + "otpRZb6KE6RyyBwJnAM=\n";
  private static final String ENOCH =
      "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWL"
          + "ox33WWd1RvMc+QQ=\n";
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final VerifierKey TRUSTED = key(PETER_KEY);

  @Test
  void aNoteOfAnotherImplementationVerifiesAndIsWrittenBackAsItCame() throws Exception {
    SignedNote note = parsed(TEXT + "\n" + PETER);
    assertThat(note.text()).isEqualTo(TEXT);
    assertThat(note.encoded().text()).isEqualTo(TEXT + "\n" + PETER);
    assertThat(check(note)).isInstanceOf(NoteVerdict.Verified.class);
    assertThat(TRUSTED.text()).isEqualTo(PETER_KEY);
  }

  @Test
  void aKeySeedOfAnotherImplementationSignsTheSame() throws Exception {
    Bytes typed = Bytes.fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    SigningKey key =
        SigningKey.fromSeed(VerificationKey.Algorithm.ED25519, typed.slice(1, typed.size()));
    VerifierKey peter = new VerifierKey("PeterNeumann", VerifierKey.Kind.LOG, key.publicKey());
    assertThat(peter).isEqualTo(TRUSTED);
    NoteSignature made =
        new NoteSignature("PeterNeumann", peter.keyId(), key.sign(Bytes.utf8(TEXT)));
    assertThat(new SignedNote(TEXT, List.of(made)).encoded().text()).isEqualTo(TEXT + "\n" + PETER);
  }

  @Test
  void unknownLinesAreIgnoredAndRepeatedOnesCountOnce() throws Exception {
    var verdict = check(parsed(TEXT + "\n" + ENOCH + PETER + PETER));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            NoteVerdict.Verified.class,
            verified -> {
              assertThat(verified.signatories()).hasSize(1);
              assertThat(verified.unknown())
                  .extracting(NoteSignature::name)
                  .containsExactly("EnochRoot");
            });
  }

  @Test
  void aWrongLineOfATrustedKeyRefusesTheNote() throws Exception {
    assertThat(check(parsed(TEXT.replace("is.", "was.") + "\n" + PETER)))
        .isEqualTo(new NoteVerdict.Refused(NoteVerdict.Reason.SIGNATURE_INVALID));
    assertThat(check(parsed(TEXT + "\n" + ENOCH)))
        .isEqualTo(new NoteVerdict.Refused(NoteVerdict.Reason.NO_TRUSTED_SIGNATURE));
  }

  @Test
  void theTextMayHaveEmptyLines() throws Exception {
    assertThat(parsed("a\n\nb\n\n" + PETER).text()).isEqualTo("a\n\nb\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n— PeterNeumann\n",
        "text\n\n— PeterNeumann \n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a AAAA\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n— a AAAAAAB=\n",
        "text\n\n— a AAAAAAA= \n",
        "text\n\n— a AAAAAAA= x\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a\u00A0b AAAAAAA=\n",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=",
        "text\n\n— a AAAAAAA=\r\n",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAAAAA=\n\n"
      })
  void whatIsNotANoteIsMalformed(String note) {
    assertThatThrownBy(() -> parsed(note)).isInstanceOf(NoteFormatException.class);
  }

  @Test
  void brokenUtf8AndTooManySignaturesAreMalformed() {
    assertFault(
        FormatFault.NOT_UTF8,
        () -> SignedNote.parse(Bytes.of((byte) 'a', (byte) 0xC0, (byte) 0x80, (byte) '\n')));
    String line = "\u2014 a AAAAAAA=\n";
    assertFault(FormatFault.NOTE_SIGNATURES_TOO_MANY, () -> parsed("text\n\n" + line.repeat(101)));
    assertFault(FormatFault.TOO_LARGE, () -> parsed("a".repeat(SignedNote.SIZE_MAX + 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_FORM, PeterNeumann",
    "KEY_FORM, PeterNeumann+c74f20a3",
    "KEY_NAME, +c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "KEY_NAME, Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "KEY_BYTES, PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
    "KEY_BYTES, PeterNeumann+c74f20a3+AQ==",
    "KEY_BYTES, PeterNeumann+c74f20a3+",
    "KEY_TYPE, PeterNeumann+c74f20a3+AgAA",
    "KEY_ID, PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "KEY_ID, PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "KEY_ID, Peterneumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  })
  void aWrongVkeyIsNamed(FormatFault fault, String vkey) {
    assertFault(fault, () -> VerifierKey.parse(vkey));
  }

  @Test
  void aTrustFileIsAListOfVkeys() throws Exception {
    assertThat(VerifierKey.parseAll("# the log\n" + PETER_KEY + "\n\n  " + ENOCH_KEY + "\n"))
        .extracting(VerifierKey::text)
        .containsExactly(PETER_KEY, ENOCH_KEY);
    assertFault(FormatFault.KEY_FORM, () -> VerifierKey.parseAll(PETER_KEY + "\nnonsense\n"));
    assertThat(key(ENOCH_KEY).kind()).isEqualTo(VerifierKey.Kind.LOG);
  }

  @ParameterizedTest
  @CsvSource({
    "CHECKPOINT_ORIGIN, '\n1\nAAAA\n'",
    "CHECKPOINT_SIZE, 'a\n'",
    "CHECKPOINT_SIZE, 'a\n01\nAAAA\n'",
    "CHECKPOINT_SIZE, 'a\n-1\nAAAA\n'",
    "CHECKPOINT_SIZE, 'a\n+1\nAAAA\n'",
    "CHECKPOINT_SIZE, 'a\n9223372036854775808\nAAAA\n'",
    "CHECKPOINT_SIZE, 'a\n\n1\nAAAA\n'",
    "CHECKPOINT_ROOT, 'a\n1\n'",
    "CHECKPOINT_ROOT, 'a\n1\nAAAA\n'",
    "CHECKPOINT_ROOT, 'a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n'",
    "CHECKPOINT_EXTENSION, 'a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nb\n'"
  })
  void whatIsNotACheckpointIsMalformed(FormatFault fault, String text) {
    assertFault(fault, () -> Checkpoint.parse(text));
  }

  /// The text of the example in C2SP tlog-checkpoint.
  @Test
  void aCheckpointIsThreeLines() throws Exception {
    String text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    Checkpoint checkpoint = Checkpoint.parse(text);
    assertThat(checkpoint.size()).isEqualTo(20852163);
    assertThat(checkpoint.text()).isEqualTo(text);
    assertThat(Checkpoint.parse(text + "more\n").extensions()).containsExactly("more");
    assertThat(Checkpoint.parse(text + "more\n").text()).isEqualTo(text + "more\n");
  }

  @Test
  void aLogSignsOnlyItsOwnPlainCheckpoints() {
    SigningKey key = SigningKey.fromSeed(VerificationKey.Algorithm.ED25519, Bytes.of(new byte[32]));
    LogSigner signer = new LogSigner("kedge.example/ledger", key);
    var other = new Checkpoint("kedge.example/other", 1, Digest.ZERO);
    var extended = new Checkpoint("kedge.example/ledger", 1, Digest.ZERO, List.of("more"));
    assertThatThrownBy(() -> signer.sign(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> signer.sign(extended)).isInstanceOf(IllegalArgumentException.class);
    var sm2 = SigningKey.fromSeed(VerificationKey.Algorithm.SM2, Bytes.of(new byte[32]));
    assertThatThrownBy(() -> new LogSigner("kedge.example/ledger", sm2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCosignatureSaysWhenAndHoldsForThatTimeOnly() throws Exception {
    SigningKey key = SigningKey.fromSeed(VerificationKey.Algorithm.ED25519, Bytes.of(new byte[32]));
    Cosigner cosigner = new Cosigner("bank.example/w1", key);
    Checkpoint head = new Checkpoint("kedge.example/ledger", 3, Digest.ZERO);
    NoteSignature line = cosigner.cosign(head, 1679315147);
    assertThat(line.value().slice(0, 8).hex()).isEqualTo("00000000641850cb");
    Bytes message = Bytes.utf8("cosignature/v1\ntime 1679315147\n" + head.text());
    assertThat(line.value().slice(8, 72)).isEqualTo(key.sign(message));
    VerifierKey trusted = VerifierKey.parse(cosigner.verifierKey().text());
    var verifier = new NoteVerifier(List.of(trusted));
    assertThat(verifier.check(new SignedNote(head.text(), List.of(line))))
        .isInstanceOfSatisfying(
            NoteVerdict.Verified.class,
            verified ->
                assertThat(verified.signatories().getFirst().timeSeconds()).hasValue(1679315147));
    for (int bit = 0; bit < 8 * line.value().size(); bit++) {
      byte[] value = line.value().toArray();
      value[bit / 8] ^= (byte) (1 << (bit % 8));
      var flipped = new NoteSignature(line.name(), line.keyId(), Bytes.wrap(value));
      assertThat(verifier.check(new SignedNote(head.text(), List.of(flipped))))
          .isEqualTo(new NoteVerdict.Refused(NoteVerdict.Reason.SIGNATURE_INVALID));
    }
  }

  private static NoteVerdict check(SignedNote note) {
    return new NoteVerifier(List.of(TRUSTED)).check(note);
  }

  private static SignedNote parsed(String note) throws NoteFormatException {
    return SignedNote.parse(Bytes.utf8(note));
  }

  private static VerifierKey key(String vkey) {
    try {
      return VerifierKey.parse(vkey);
    } catch (NoteFormatException e) {
      throw new IllegalArgumentException(vkey, e);
    }
  }

  private static void assertFault(FormatFault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NoteFormatException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
