package io.kedge.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.proof.ReceiptVerdict.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptVerifierTest {
  private static final SampleLog LOG = new SampleLog(11);
  private static final ReceiptVerifier VERIFIER = new ReceiptVerifier(SampleLog.keys(), 1);

  @Test
  void aReceiptIsAcceptedAndSaysWhatItProves() {
    ReceiptVerdict.Accepted expected =
        new ReceiptVerdict.Accepted(
            5,
            11,
            LOG.checkpoint().root(),
            SampleLog.ORIGIN,
            SampleLog.leaf(5),
            List.of(
                new Signatory(SampleLog.LOG.verifierKey(), OptionalLong.empty()),
                new Signatory(SampleLog.BANK.verifierKey(), OptionalLong.of(SampleLog.TIME))));
    assertThat(VERIFIER.verify(LOG.receipt(5).encoded())).isEqualTo(expected);
  }

  @Test
  void everyLeafOfEverySmallLogHasItsReceipt() throws NoteFormatException {
    for (int size = 1; size <= 20; size++) {
      SampleLog log = new SampleLog(size);
      for (int index = 0; index < size; index++) {
        TlogProof receipt = log.receipt(index);
        assertThat(TlogProof.parse(receipt.encoded())).isEqualTo(receipt);
        assertThat(VERIFIER.verify(receipt.encoded()).accepted()).isTrue();
      }
    }
  }

  /// format.md "Receipts": every byte counts.
  @Test
  void anyOneFlippedBitIsNoticed() {
    Bytes good = LOG.receipt(5).encoded();
    assertThat(VERIFIER.verify(good).accepted()).isTrue();
    for (int bit = 0; bit < 8 * good.size(); bit++) {
      byte[] flipped = good.toArray();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(VERIFIER.verify(Bytes.wrap(flipped)).accepted()).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void anyByteMoreOrLessIsNoticed() {
    Bytes good = LOG.receipt(5).encoded();
    for (int at = 0; at <= good.size(); at++) {
      if (at < good.size()) {
        assertThat(VERIFIER.verify(without(good, at)).accepted()).as("without %d", at).isFalse();
        assertThat(VERIFIER.verify(good.slice(0, at)).accepted()).as("cut at %d", at).isFalse();
      }
      for (char more : new char[] {'\n', ' ', 'A', '=', '0', '\r'}) {
        assertThat(VERIFIER.verify(inserted(good, at, (byte) more)).accepted())
            .as("%d inserted at %d", (int) more, at)
            .isFalse();
      }
    }
  }

  static Stream<Arguments> oneThingWrong() {
    TlogProof good = LOG.receipt(5);
    SampleLog twelve = new SampleLog(12);
    List<Digest> longer = new ArrayList<>(good.path());
    longer.add(Digest.ZERO);
    SignedNote signed = LOG.signed();
    NoteSignature stranger = SampleLog.STRANGER.cosign(LOG.checkpoint(), SampleLog.TIME);
    NoteSignature later = SampleLog.BANK.cosign(LOG.checkpoint(), SampleLog.TIME + 1);
    NoteSignature ofAnother = SampleLog.BANK.cosign(twelve.checkpoint(), SampleLog.TIME);
    SignedNote bankAlone =
        new SignedNote(signed.text(), List.of(LOG.cosigned().signatures().getLast()));
    return Stream.of(
        wrong("another leaf", Reason.ROOT_DIFFERS, with(good, SampleLog.leaf(6))),
        wrong("another index", Reason.ROOT_DIFFERS, at(good, 4, good.path())),
        wrong("an index outside", Reason.INDEX_OUTSIDE_TREE, at(good, 11, good.path())),
        wrong("a hash less", Reason.PROOF_TOO_SHORT, at(good, 5, good.path().subList(0, 3))),
        wrong("a hash more", Reason.PROOF_TOO_LONG, at(good, 5, longer)),
        wrong("another head", Reason.ROOT_DIFFERS, of(good, twelve.cosigned())),
        wrong(
            "a stranger's line",
            Reason.SIGNATURE_BY_UNKNOWN_KEY,
            of(good, LOG.cosigned().with(stranger))),
        wrong("a second line", Reason.SIGNATURE_REPEATED, of(good, LOG.cosigned().with(later))),
        wrong("a line from elsewhere", Reason.SIGNATURE_INVALID, of(good, signed.with(ofAnother))),
        wrong("not the log's", Reason.LOG_SIGNATURE_MISSING, of(good, bankAlone)),
        wrong("no cosigner", Reason.COSIGNERS_TOO_FEW, of(good, signed)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneThingWrong(String what, Reason reason, TlogProof receipt) {
    assertThat(VERIFIER.verify(LOG.receipt(5).encoded()).accepted()).isTrue();
    assertThat(VERIFIER.verify(receipt.encoded())).isEqualTo(new ReceiptVerdict.Rejected(reason));
  }

  /// A log key of another name signs a checkpoint that names this log.
  @Test
  void aTrustedLogCannotSpeakForAnother() {
    LogSigner other = new LogSigner("kedge.example/other", SampleLog.key(9));
    Checkpoint head = LOG.checkpoint();
    Bytes forged = SampleLog.key(9).sign(Bytes.utf8(head.text()));
    var line = new NoteSignature("kedge.example/other", other.verifierKey().keyId(), forged);
    TlogProof receipt = of(LOG.receipt(5), new SignedNote(head.text(), List.of(line)));
    assertThat(new ReceiptVerifier(List.of(other.verifierKey())).verify(receipt.encoded()))
        .isEqualTo(new ReceiptVerdict.Rejected(Reason.LOG_SIGNATURE_MISSING));
  }

  @Test
  void oneCosignerUnderTwoNamesIsNotTwo() {
    Cosigner alias = new Cosigner("bank.example/alias", SampleLog.key(2));
    List<VerifierKey> keys = new ArrayList<>(SampleLog.keys());
    keys.add(alias.verifierKey());
    SignedNote twice = LOG.cosigned().with(alias.cosign(LOG.checkpoint(), SampleLog.TIME));
    assertThat(new ReceiptVerifier(keys, 2).verify(of(LOG.receipt(5), twice).encoded()))
        .isEqualTo(new ReceiptVerdict.Rejected(Reason.SIGNATURE_REPEATED));
  }

  @Test
  void withoutAnyKeyTheIssuerIsNotEstablished() {
    ReceiptVerifier nobody = new ReceiptVerifier(List.of());
    assertThat(nobody.verify(LOG.receipt(5).encoded()))
        .isEqualTo(new ReceiptVerdict.Rejected(Reason.ISSUER_NOT_ESTABLISHED));
    assertThat(nobody.verify(with(LOG.receipt(5), SampleLog.leaf(6)).encoded()))
        .isEqualTo(new ReceiptVerdict.Rejected(Reason.ROOT_DIFFERS));
  }

  @ParameterizedTest
  @CsvSource({
    "PROOF_HEADER, c2sp.org/tlog-proof@v1, c2sp.org/tlog-proof@v2",
    "PROOF_EXTRA, 'extra bGVhZiA1', 'extra bGVhZiA1='",
    "PROOF_EXTRA, 'extra bGVhZiA1', 'extra '",
    "PROOF_INDEX, 'extra bGVhZiA1', 'extra bGVhZiA1\nextra bGVhZiA1'",
    "PROOF_INDEX, 'index 5', 'index 05'",
    "PROOF_INDEX, 'index 5', 'index -5'",
    "PROOF_INDEX, 'index 5', 'index 9223372036854775808'",
    "PROOF_INDEX, 'index 5', 'Index 5'",
    "PROOF_HASH, 'index 5\n', 'index 5\nnote hello\n'",
    "PROOF_HASH, 'index 5\n', 'index 5\nAAAA\n'",
    "LEAF_MISSING, 'extra bGVhZiA1\n', ''"
  })
  void oneLineWrongIsMalformed(FormatFault fault, String line, String instead) {
    String good = LOG.receipt(5).encoded().text();
    assertThat(good).contains(line);
    assertThat(VERIFIER.verify(Bytes.utf8(good.replace(line, instead))))
        .isEqualTo(new ReceiptVerdict.Malformed(fault));
  }

  @Test
  void anExtensionLineIsRefusedEvenIfItIsSigned() {
    Checkpoint head = LOG.checkpoint();
    var extended = new Checkpoint(head.origin(), head.size(), head.root(), List.of("more"));
    Bytes signature = SampleLog.key(1).sign(Bytes.utf8(extended.text()));
    var line = new NoteSignature(head.origin(), SampleLog.LOG.verifierKey().keyId(), signature);
    TlogProof receipt = of(LOG.receipt(5), new SignedNote(extended.text(), List.of(line)));
    assertThat(VERIFIER.verify(receipt.encoded()))
        .isEqualTo(new ReceiptVerdict.Malformed(FormatFault.CHECKPOINT_EXTENSION));
  }

  @Test
  void aHugeFileIsRefusedUnread() {
    assertThat(VERIFIER.verify(Bytes.of(new byte[TlogProof.SIZE_MAX + 1])))
        .isEqualTo(new ReceiptVerdict.Malformed(FormatFault.TOO_LARGE));
  }

  /// Written once, never regenerated: whoever holds a receipt holds it for good.
  @Test
  void thePublishedReceiptStaysValidAndIsStillWrittenSo() throws IOException {
    Bytes published = resource("/golden/receipt-1.tlog-proof");
    assertThat(LOG.receipt(5).encoded().text()).isEqualTo(published.text());
    assertThat(VERIFIER.verify(published).accepted()).isTrue();
  }

  @Test
  void theReferenceShowsThatReceiptAndItsKeys() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "receipts.md"));
    assertThat(page).contains(resource("/golden/receipt-1.tlog-proof").text());
    SampleLog.keys().forEach(key -> assertThat(page).contains(key.text()));
    for (Reason reason : Reason.values()) {
      assertThat(page).contains("`" + reason.name() + "`");
    }
  }

  private static Bytes resource(String name) throws IOException {
    try (InputStream in = ReceiptVerifierTest.class.getResourceAsStream(name)) {
      return Bytes.wrap(Optional.ofNullable(in).orElseThrow().readAllBytes());
    }
  }

  private static Arguments wrong(String what, Reason reason, TlogProof receipt) {
    return Arguments.of(what, reason, receipt);
  }

  private static TlogProof with(TlogProof receipt, Bytes leaf) {
    return new TlogProof(Optional.of(leaf), receipt.index(), receipt.path(), receipt.checkpoint());
  }

  private static TlogProof at(TlogProof receipt, long index, List<Digest> path) {
    return new TlogProof(receipt.extra(), index, path, receipt.checkpoint());
  }

  private static TlogProof of(TlogProof receipt, SignedNote checkpoint) {
    return new TlogProof(receipt.extra(), receipt.index(), receipt.path(), checkpoint);
  }

  private static Bytes without(Bytes bytes, int at) {
    byte[] shorter = new byte[bytes.size() - 1];
    System.arraycopy(bytes.toArray(), 0, shorter, 0, at);
    System.arraycopy(bytes.toArray(), at + 1, shorter, at, shorter.length - at);
    return Bytes.wrap(shorter);
  }

  private static Bytes inserted(Bytes bytes, int at, byte more) {
    byte[] longer = new byte[bytes.size() + 1];
    System.arraycopy(bytes.toArray(), 0, longer, 0, at);
    longer[at] = more;
    System.arraycopy(bytes.toArray(), at, longer, at + 1, bytes.size() - at);
    return Bytes.wrap(longer);
  }
}
