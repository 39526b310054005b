package io.kedge.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.proof.StateProofVerdict.Reason;
import io.kedge.ledger.state.StatePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateProofVerifierTest {
  private static final StateProofVerifier VERIFIER =
      new StateProofVerifier(new ReceiptVerifier(SampleLog.keys(), 1));

  private static Key key(int number) {
    return Key.of("note", "n" + number);
  }

  private static SampleState state(int entries) {
    var all = new TreeMap<Key, Bytes>();
    for (int i = 0; i < entries; i++) {
      all.put(key(i), Bytes.utf8("value " + i));
    }
    return new SampleState(all);
  }

  private static StateProofVerdict judge(StateProof proof) {
    return VERIFIER.verify(proof.encoded());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 40})
  void presenceAndAbsenceAreProven(int entries) throws NoteFormatException {
    SampleState state = state(entries);
    for (int i = 0; i < entries + 20; i++) {
      StateProof proof = state.proof(key(i));
      assertThat(StateProof.parse(proof.encoded())).isEqualTo(proof);
      assertThat(judge(proof))
          .isInstanceOfSatisfying(
              StateProofVerdict.Accepted.class,
              accepted -> {
                assertThat(accepted.key()).isEqualTo(proof.key());
                assertThat(accepted.height()).isEqualTo(3);
                assertThat(accepted.statedIn()).isEqualTo(4);
                assertThat(accepted.stateRoot()).isEqualTo(state.header.stateRoot());
                assertThat(accepted.signatories()).hasSize(2);
              });
      Optional<Bytes> value =
          i < entries ? Optional.of(Bytes.utf8("value " + i)) : Optional.empty();
      assertThat(((StateProofVerdict.Accepted) judge(proof)).value()).isEqualTo(value);
    }
  }

  /// Present, absent because the place is empty, absent because another entry is in the place, and
  /// the empty state: any one bit of any of them counts.
  @Test
  void anyOneFlippedBitIsNoticed() {
    SampleState forty = state(40);
    var kinds = new ArrayList<StateProof>(List.of(forty.proof(key(7)), state(0).proof(key(7))));
    kinds.add(absent(forty, StatePath.End.Empty.class));
    kinds.add(absent(forty, StatePath.End.Entry.class));
    for (StateProof proof : kinds) {
      Bytes good = proof.encoded();
      assertThat(VERIFIER.verify(good).accepted()).isTrue();
      for (int bit = 0; bit < 8 * good.size(); bit++) {
        byte[] flipped = good.toArray();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(VERIFIER.verify(Bytes.wrap(flipped)).accepted()).as("bit %d", bit).isFalse();
      }
    }
  }

  private static StateProof absent(SampleState state, Class<? extends StatePath.End> end) {
    return Stream.iterate(1_000, i -> i + 1)
        .map(i -> state.proof(key(i)))
        .filter(proof -> end.isInstance(proof.path().end()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anyByteMoreOrLessIsNoticed() {
    for (StateProof proof : List.of(state(40).proof(key(7)), state(1).proof(key(7)))) {
      Bytes good = proof.encoded();
      for (int at = 0; at <= good.size(); at++) {
        assertThat(VERIFIER.verify(cut(good, at, at)).accepted()).isTrue();
        if (at < good.size()) {
          assertThat(VERIFIER.verify(cut(good, at, at + 1)).accepted()).as("at %d", at).isFalse();
          assertThat(VERIFIER.verify(good.slice(0, at)).accepted()).as("to %d", at).isFalse();
        }
        for (String more : List.of("\n", " ", "A", "=", "0", "\r")) {
          var with = good.slice(0, at).toArray();
          var longer = new java.io.ByteArrayOutputStream();
          longer.writeBytes(with);
          longer.writeBytes(Bytes.utf8(more).toArray());
          longer.writeBytes(good.slice(at, good.size()).toArray());
          assertThat(VERIFIER.verify(Bytes.wrap(longer.toByteArray())).accepted())
              .as("%s at %d", more, at)
              .isFalse();
        }
      }
    }
  }

  private static Bytes cut(Bytes whole, int from, int to) {
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(whole.slice(0, from).toArray());
    out.writeBytes(whole.slice(to, whole.size()).toArray());
    return Bytes.wrap(out.toByteArray());
  }

  /// Everything of the proof of one key, under the name of another.
  @Property(tries = 60)
  void theProofOfOneKeyIsNoneOfAnother(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int entries) {
    var random = new Random(seed);
    SampleState state = state(entries);
    StateProof one = state.proof(key(random.nextInt(entries)));
    Key other = key(random.nextInt(2 * entries));
    if (other.equals(one.key())) {
      return;
    }
    var renamed = new StateProof(other, one.keyHash(), one.value(), one.path(), one.statedBy());
    assertThat(judge(renamed)).isEqualTo(rejected(Reason.KEY_HASH_DIFFERS));
    StatePath.End own = StatePath.entry(StatePath.keyHash(other), one.value().orElseThrow());
    var moved = new StatePath(own, one.path().siblings());
    assertThat(judge(StateProof.of(other, one.value(), moved, one.statedBy())))
        .isEqualTo(rejected(Reason.STATE_ROOT_DIFFERS));
    var absent = StateProof.of(one.key(), Optional.empty(), one.path(), one.statedBy());
    assertThat(judge(absent)).isEqualTo(rejected(Reason.ENTRY_OF_THE_KEY));
    StateProof hidden =
        StateProof.of(
            one.key(),
            Optional.empty(),
            new StatePath(new StatePath.End.Empty(), one.path().siblings()),
            one.statedBy());
    assertThat(judge(hidden)).isEqualTo(rejected(Reason.STATE_ROOT_DIFFERS));
  }

  private static StateProofVerdict rejected(Reason reason) {
    return new StateProofVerdict.Rejected(reason);
  }

  static Stream<Arguments> oneThingWrong() {
    SampleState state = state(40);
    StateProof good = state.proof(key(7));
    StateProof other = state.proof(key(8));
    StatePath longer = longer(good.path());
    StatePath shorter = new StatePath(good.path().end(), good.path().siblings().subList(1, 2));
    StatePath elsewhere = new StatePath(other.path().end(), good.path().siblings());
    TlogProof stated = good.statedBy();
    var misplaced =
        new TlogProof(stated.extra(), stated.index() - 1, stated.path(), stated.checkpoint());
    SignedNote alone = SampleLog.LOG.sign(state.checkpoint());
    var uncosigned = new TlogProof(stated.extra(), stated.index(), stated.path(), alone);
    var pathless = new TlogProof(stated.extra(), stated.index(), List.of(), stated.checkpoint());
    return Stream.of(
        Arguments.of(Reason.STATE_ROOT_DIFFERS, with(good, longer, stated)),
        Arguments.of(Reason.STATE_ROOT_DIFFERS, with(good, shorter, stated)),
        Arguments.of(Reason.STATE_ROOT_DIFFERS, with(good, good.path(), state(39).statedBy())),
        Arguments.of(
            Reason.ENTRY_ELSEWHERE,
            new StateProof(good.key(), good.keyHash(), Optional.empty(), elsewhere, stated)),
        Arguments.of(Reason.HEADER_MISPLACED, with(good, good.path(), misplaced)),
        Arguments.of(Reason.PROOF_TOO_SHORT, with(good, good.path(), pathless)),
        Arguments.of(Reason.COSIGNERS_TOO_FEW, with(good, good.path(), uncosigned)));
  }

  private static StatePath longer(StatePath path) {
    var siblings = new ArrayList<>(path.siblings());
    siblings.add(Digest.ZERO);
    return new StatePath(path.end(), siblings);
  }

  private static StateProof with(StateProof proof, StatePath path, TlogProof statedBy) {
    return StateProof.of(proof.key(), proof.value(), path, statedBy);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneThingWrong(Reason reason, StateProof proof) {
    assertThat(judge(state(40).proof(key(7))).accepted()).isTrue();
    assertThat(judge(proof)).isEqualTo(rejected(reason));
  }

  /// A command's leaf that happens to stand where a header is said to be.
  @Test
  void onlyAHeaderStatesARoot() {
    StateProof good = state(40).proof(key(7));
    TlogProof stated = good.statedBy();
    var leaf =
        new TlogProof(
            Optional.of(SampleLog.leaf(1)), stated.index(), stated.path(), stated.checkpoint());
    assertThat(judge(with(good, good.path(), leaf)))
        .isEqualTo(new StateProofVerdict.Malformed(FormatFault.STATE_PROOF_STATED_BY));
    var nothing =
        new TlogProof(Optional.empty(), stated.index(), stated.path(), stated.checkpoint());
    assertThat(judge(with(good, good.path(), nothing)))
        .isEqualTo(new StateProofVerdict.Malformed(FormatFault.LEAF_MISSING));
  }

  @Test
  void withoutAnyKeyTheIssuerIsNotEstablished() {
    var nobody = new StateProofVerifier(new ReceiptVerifier(List.of()));
    assertThat(nobody.verify(state(3).proof(key(1)).encoded()))
        .isEqualTo(rejected(Reason.ISSUER_NOT_ESTABLISHED));
  }

  @ParameterizedTest
  @CsvSource({
    "STATE_PROOF_HEADER, kedge/state-proof@v1, kedge/state-proof@v2",
    "STATE_PROOF_KEY, key note/n7, key note",
    "STATE_PROOF_KEY, key note/n7, Key note/n7",
    "STATE_PROOF_KEY, 'hash ', 'hash A'",
    "STATE_PROOF_VALUE, 'value dmFs', 'value dmFs='",
    "STATE_PROOF_VALUE, 'value dmFs', 'other dmFs'",
    "STATE_PROOF_SIBLING, '\n\nc2sp', '\nAAAA\n\nc2sp'",
    "PROOF_HEADER, c2sp.org/tlog-proof@v1, c2sp.org/tlog-proof@v2"
  })
  void oneLineWrongIsMalformed(FormatFault fault, String line, String instead) {
    String good = state(40).proof(key(7)).encoded().text();
    assertThat(good).contains(line);
    assertThat(VERIFIER.verify(Bytes.utf8(good.replace(line, instead))))
        .isEqualTo(new StateProofVerdict.Malformed(fault));
  }

  /// The bytes of the format, kept for good.
  @Test
  void theFilesAreAlwaysTheSame() throws IOException {
    assertThat(state(40).proof(key(7)).encoded().text()).isEqualTo(golden("present-1"));
    StateProof absent = absent(state(40), StatePath.End.Entry.class);
    assertThat(absent.encoded().text()).isEqualTo(golden("absent-1"));
  }

  private static String golden(String name) throws IOException {
    String file = "/golden/" + name + StateProof.FILE_SUFFIX;
    try (InputStream in = StateProofVerifierTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
