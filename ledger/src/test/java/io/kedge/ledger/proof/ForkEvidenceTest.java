package io.kedge.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.proof.ForkEvidence.Reason;
import io.kedge.ledger.proof.ForkEvidence.Verdict;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.PrefixRoots;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForkEvidenceTest {
  private static final List<VerifierKey> KEYS = SampleLog.keys();

  /// A tree of so many leaves, other ones from an index on.
  private record Tree(TreeProofs proofs, Checkpoint head) {
    static Tree of(int leaves, int otherFrom) {
      var tiles = new MemoryTileStore();
      var tree = new TreeAppender();
      for (int i = 0; i < leaves; i++) {
        tree.appendEntry(Bytes.utf8((i < otherFrom ? "leaf " : "other ") + i));
      }
      tree.flush(tiles);
      var head = new Checkpoint(SampleLog.ORIGIN, tree.size(), tree.root());
      return new Tree(new TreeProofs(tiles), head);
    }

    SignedNote signed() {
      return SampleLog.LOG.sign(head).with(SampleLog.BANK.cosign(head, SampleLog.TIME));
    }
  }

  private static Verdict judge(ForkEvidence evidence) {
    return ForkEvidence.verify(evidence.encoded(), KEYS);
  }

  private static Verdict notShown(Reason reason) {
    return new Verdict.NotShown(reason);
  }

  /// Evidence holds exactly where the second tree does not begin with the first one.
  @Property(tries = 150)
  void onlyAForkIsShown(
      @ForAll @IntRange(min = 1, max = 300) int first,
      @ForAll @IntRange(min = 1, max = 300) int more,
      @ForAll @IntRange(min = 0, max = 600) int forkAt) {
    Tree one = Tree.of(first, Integer.MAX_VALUE);
    Tree other = Tree.of(first + more, forkAt);
    List<Digest> hashes = PrefixRoots.hashes(other.proofs(), first, (long) first + more);
    var evidence = new ForkEvidence(one.signed(), other.signed(), hashes);
    assertThat(judge(evidence))
        .isEqualTo(
            forkAt < first
                ? new Verdict.Shown(one.head(), other.head())
                : notShown(Reason.CONSISTENT));
  }

  private static ForkEvidence sample() {
    Tree other = Tree.of(11, 3);
    List<Digest> hashes = PrefixRoots.hashes(other.proofs(), 6, 11);
    return new ForkEvidence(Tree.of(6, 9).signed(), other.signed(), hashes);
  }

  @Test
  void anyOneFlippedBitIsNoticed() throws NoteFormatException {
    for (ForkEvidence evidence : List.of(sample(), sameSize())) {
      Bytes good = evidence.encoded();
      assertThat(ForkEvidence.parse(good)).isEqualTo(evidence);
      assertThat(judge(evidence)).isInstanceOf(Verdict.Shown.class);
      for (int bit = 0; bit < 8 * good.size(); bit++) {
        byte[] flipped = good.toArray();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(ForkEvidence.verify(Bytes.wrap(flipped), KEYS))
            .as("bit %d", bit)
            .isNotInstanceOf(Verdict.Shown.class);
      }
      int withoutBank = good.text().lastIndexOf("\u2014 bank"); // characters; the dash has 3 bytes
      int dashes = (int) good.text().substring(0, withoutBank).chars().filter(c -> c > 127).count();
      for (int at = 0; at < good.size(); at++) {
        assertThat(ForkEvidence.verify(good.slice(0, at), KEYS) instanceof Verdict.Shown)
            .as("cut at %d: whoever deletes a whole line of a cosigner has evidence still", at)
            .isEqualTo(at == withoutBank + 2 * dashes);
      }
    }
  }

  private static ForkEvidence sameSize() {
    return new ForkEvidence(Tree.of(6, 9).signed(), Tree.of(6, 2).signed(), List.of());
  }

  @Test
  void oneThingWrong() {
    ForkEvidence good = sample();
    var none = new ForkEvidence(good.first(), good.second(), List.of());
    assertThat(judge(none)).isEqualTo(notShown(Reason.NOT_CONNECTED));
    var extra = new ArrayList<>(good.hashes());
    extra.add(Digest.ZERO);
    assertThat(judge(new ForkEvidence(good.first(), good.second(), extra)))
        .isEqualTo(notShown(Reason.NOT_CONNECTED));
    assertThat(judge(new ForkEvidence(good.second(), good.first(), good.hashes())))
        .isEqualTo(notShown(Reason.ORDER_WRONG));
    assertThat(judge(new ForkEvidence(sameSize().first(), sameSize().second(), good.hashes())))
        .isEqualTo(notShown(Reason.NOT_CONNECTED));
    assertThat(judge(new ForkEvidence(good.first(), good.first(), List.of())))
        .isEqualTo(notShown(Reason.CONSISTENT));
    assertThat(ForkEvidence.verify(good.encoded(), List.of()))
        .isEqualTo(notShown(Reason.ISSUER_NOT_ESTABLISHED));
    assertThat(ForkEvidence.verify(good.encoded(), List.of(SampleLog.LOG.verifierKey())))
        .isEqualTo(notShown(Reason.SIGNATURE_BY_UNKNOWN_KEY));
    SignedNote byBank =
        new SignedNote(good.first().text(), List.of(good.first().signatures().getLast()));
    assertThat(judge(new ForkEvidence(byBank, good.second(), good.hashes())))
        .isEqualTo(notShown(Reason.LOG_SIGNATURE_MISSING));
    SignedNote spoilt = new SignedNote(good.first().text(), good.second().signatures());
    assertThat(judge(new ForkEvidence(spoilt, good.second(), good.hashes())))
        .isEqualTo(notShown(Reason.SIGNATURE_INVALID));
  }

  /// Two ledgers may of course differ.
  @Test
  void anotherLedgerIsNoContradiction() {
    var other = new LogSigner("kedge.example/other", SampleLog.key(9));
    Checkpoint head = new Checkpoint("kedge.example/other", 6, Tree.of(6, 2).head().root());
    var keys = new ArrayList<>(KEYS);
    keys.add(other.verifierKey());
    var evidence = new ForkEvidence(Tree.of(6, 9).signed(), other.sign(head), List.of());
    assertThat(ForkEvidence.verify(evidence.encoded(), keys))
        .isEqualTo(notShown(Reason.DIFFERENT_LEDGERS));
  }

  /// The bytes of the format, kept for good.
  @Test
  void theFileIsAlwaysTheSame() throws IOException {
    String file = "/golden/fork-1" + ForkEvidence.FILE_SUFFIX;
    try (InputStream in = ForkEvidenceTest.class.getResourceAsStream(file)) {
      assertThat(sample().encoded().text())
          .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
