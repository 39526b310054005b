package io.kedge.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Requirement;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.light.LightAnswer.Refusal;
import io.kedge.ledger.light.LightAnswer.Step;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.ForkEvidence;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.SignedNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A light client against logs that tell the truth, and logs that do not.
class LightClientTest {
  private static final Optional<Believed> KEY = Optional.of(Believed.of(List.of(PlayedLog.vkey())));

  private final SimDisk disk = new SimDisk();

  private LightAnswer look(LogSource source) throws IOException {
    return look(source, KEY);
  }

  private LightAnswer look(LogSource source, Optional<Believed> believed) throws IOException {
    try (var client = LightClient.open(disk)) {
      return client.look(source, "played", believed);
    }
  }

  private Checkpoint kept() throws IOException {
    try (var client = LightClient.open(disk)) {
      return client.kept(PlayedLog.ORIGIN).orElseThrow().checkpoint();
    }
  }

  private static Step step(LightAnswer answer) {
    assertThat(answer).isInstanceOf(LightAnswer.Fits.class);
    return ((LightAnswer.Fits) answer).step();
  }

  private ForkEvidence.Verdict evidence(String file) throws IOException {
    Bytes bytes = Bytes.wrap(disk.contents(file));
    return ForkEvidence.verify(bytes, List.of(PlayedLog.vkey()));
  }

  /// Whatever sizes it meets, it follows an honest log, and reads little for it.
  @Property(tries = 25)
  @Requirement("L-23")
  void itGoesForwardWithAnHonestLog(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 700) Integer> growth)
      throws IOException {
    var own = new SimDisk();
    var log = PlayedLog.honest();
    long size = 0;
    boolean first = true;
    for (int more : growth) {
      size += more;
      log.to(size);
      log.reads = 0;
      try (var client = LightClient.open(own)) {
        Step expected = first ? Step.FIRST : more == 0 ? Step.SAME : Step.FORWARD;
        assertThat(step(client.look(log, "played", first ? KEY : Optional.empty())))
            .isEqualTo(expected);
        assertThat(client.kept(PlayedLog.ORIGIN).orElseThrow().checkpoint()).isEqualTo(log.head());
        assertThat(client.kept()).hasSize(1);
      }
      assertThat(log.reads).isLessThan(12);
      first = false;
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 200", "300, 256", "257, 1", "8, 4"})
  void itNeverGoesBack(long before, long after) throws IOException {
    var log = PlayedLog.honest().to(before);
    look(log);
    SignedNote older = log.signed(after);
    assertThat(look(log.showing(older)))
        .isInstanceOfSatisfying(
            LightAnswer.WentBack.class, back -> assertThat(back.consistent()).isTrue());
    assertThat(kept().size()).isEqualTo(before);
    assertThat(look(PlayedLog.honest().to(after)))
        .as("the tiles of the larger tree are gone as well")
        .isInstanceOfSatisfying(
            LightAnswer.WentBack.class, back -> assertThat(back.consistent()).isFalse());
    assertThat(kept().size()).isEqualTo(before);
  }

  /// Two histories: at one size, from a smaller to a larger view, and back to a smaller one; sizes
  /// that are powers of two, and others.
  @ParameterizedTest
  @CsvSource({
    "10, 10, 3",
    "10, 20, 9",
    "8, 20, 0",
    "256, 300, 255",
    "300, 301, 5",
    "1, 2, 0",
    "64, 32, 31",
    "700, 512, 100",
    "301, 7, 2",
    "600, 256, 0"
  })
  void twoHistoriesAreKeptAsEvidence(long before, long after, long forkAt) throws IOException {
    look(PlayedLog.honest().to(before));
    var fork = PlayedLog.forkedAt(forkAt).to(after);
    LogSource source = fork;
    if (after < before) {
      // A log that goes back to another history and still has the tiles of the first one.
      var honest = PlayedLog.honest().to(before);
      source =
          (path, max) ->
              path.equals(LightClient.CHECKPOINT) ? fork.read(path, max) : honest.read(path, max);
    }
    LightAnswer answer = look(source);
    assertThat(answer).isInstanceOf(LightAnswer.Contradiction.class);
    String file = ((LightAnswer.Contradiction) answer).evidence();
    assertThat(evidence(file))
        .isInstanceOfSatisfying(
            ForkEvidence.Verdict.Shown.class,
            shown -> {
              assertThat(shown.first().size()).isEqualTo(Math.min(before, after));
              assertThat(shown.second().size()).isEqualTo(Math.max(before, after));
            });
    assertThat(kept()).isEqualTo(PlayedLog.honest().to(before).head());
  }

  /// A signed checkpoint of which the log does not serve the tree proves nothing, and is not taken.
  @Test
  void whatCannotBeConnectedIsNotTaken() throws IOException {
    var honest = PlayedLog.honest().to(100);
    look(honest);
    honest.to(200);
    SignedNote other = PlayedLog.forkedAt(3).to(200).note();
    LightAnswer answer = look(honest.showing(other));
    assertThat(answer).isInstanceOf(LightAnswer.Unconnected.class);
    String file = ((LightAnswer.Unconnected) answer).doubt();
    assertThat(evidence(file))
        .isEqualTo(new ForkEvidence.Verdict.NotShown(ForkEvidence.Reason.NOT_CONNECTED));
    assertThat(kept().size()).isEqualTo(100);
    LogSource withoutTiles =
        (path, max) ->
            path.equals(LightClient.CHECKPOINT) ? honest.to(200).read(path, max) : Optional.empty();
    assertThat(look(withoutTiles)).isEqualTo(refused(Refusal.TILE_MISSING));
    LogSource shortTiles =
        (path, max) -> honest.read(path, max).map(b -> path.startsWith("t") ? cut(b) : b);
    assertThat(look(shortTiles)).isEqualTo(refused(Refusal.TILE_MISSING));
    assertThat(kept().size()).isEqualTo(100);
    assertThat(step(look(honest))).isEqualTo(Step.FORWARD);
  }

  /// A log that signs another history and then serves no tiles, or fails, or went back, has still
  /// signed it: the client keeps both for whoever asks later.
  @ParameterizedTest
  @CsvSource({"200, false", "200, true", "50, false", "50, true"})
  void whatASilentLogSignedIsKept(long shown, boolean fails) throws IOException {
    look(PlayedLog.honest().to(100));
    var fork = PlayedLog.forkedAt(3).to(shown);
    LogSource silent =
        (path, max) -> {
          if (path.equals(LightClient.CHECKPOINT)) {
            return fork.read(path, max);
          }
          if (fails) {
            throw new SourceFailed("500");
          }
          return Optional.empty();
        };
    if (fails) {
      assertThatThrownBy(() -> look(silent)).isInstanceOf(SourceFailed.class);
    } else {
      assertThat(look(silent)).isNotInstanceOf(LightAnswer.Fits.class);
    }
    List<String> doubts = disk.list("doubt");
    assertThat(doubts).hasSize(1);
    ForkEvidence both = both("doubt/" + doubts.getFirst());
    assertThat(both.second()).isEqualTo(shown > 100 ? fork.note() : honestNote(100));
    assertThat(both.first()).isEqualTo(shown > 100 ? honestNote(100) : fork.note());
    assertThat(kept().size()).isEqualTo(100);
  }

  private ForkEvidence both(String file) throws IOException {
    try {
      return ForkEvidence.parse(Bytes.wrap(disk.contents(file)));
    } catch (NoteFormatException e) {
      throw new IOException(e);
    }
  }

  private static SignedNote honestNote(long size) {
    return PlayedLog.honest().to(size).note();
  }

  /// Nothing could ever extend it, and the client would be stuck with it.
  @Test
  void aFirstCheckpointOfNoEntriesHasTheirRoot() throws IOException {
    var wrong = new Checkpoint(PlayedLog.ORIGIN, 0, Digest.of(Bytes.EMPTY, Bytes.utf8("x")));
    var log = PlayedLog.honest().to(0).showing(PlayedLog.SIGNER.sign(wrong));
    assertThat(look(log)).isEqualTo(refused(Refusal.EMPTY_ROOT_WRONG));
    assertThat(step(look(PlayedLog.honest().to(0)))).isEqualTo(Step.FIRST);
    assertThat(step(look(PlayedLog.honest().to(5)))).isEqualTo(Step.FORWARD);
  }

  /// Two ledgers are kept; where the first was read, the second is shown now. Silence about the
  /// first must not look like an answer.
  @Test
  void anotherKeptLedgerInTheSamePlaceIsNoAnswer() throws IOException {
    var second = new LogSigner("kedge.example/second", PlayedLog.key(2));
    var head = PlayedLog.honest().to(7).head();
    SignedNote note = second.sign(new Checkpoint("kedge.example/second", 7, head.root()));
    Optional<Believed> secondKey = Optional.of(Believed.of(List.of(second.verifierKey())));
    look(PlayedLog.honest().to(5));
    try (var client = LightClient.open(disk)) {
      var there = PlayedLog.honest().to(7).showing(note);
      assertThat(step(client.look(there, "second", secondKey))).isEqualTo(Step.FIRST);
      assertThat(client.look(there, "played", Optional.empty()))
          .isEqualTo(refused(Refusal.OTHER_LEDGER));
      assertThat(client.kept("kedge.example/second").orElseThrow().source()).isEqualTo("second");
      assertThat(step(client.look(there, "played", secondKey))).isEqualTo(Step.SAME);
    }
  }

  private static Bytes cut(Bytes bytes) {
    return bytes.slice(0, bytes.size() - 1);
  }

  private static LightAnswer refused(Refusal refusal) {
    return new LightAnswer.Refused(refusal.name());
  }

  @Test
  void whatWasNotSignedSaysNothing() throws IOException {
    var log = PlayedLog.honest().to(50);
    assertThat(look(log, Optional.empty()))
        .isEqualTo(new LightAnswer.Refused("ISSUER_NOT_ESTABLISHED"));
    look(log);
    var stranger = new LogSigner(PlayedLog.ORIGIN, PlayedLog.key(7));
    log.to(60);
    SignedNote good = log.note();
    assertThat(look(log.showing(stranger.sign(log.head()))))
        .isEqualTo(new LightAnswer.Refused("LOG_SIGNATURE_MISSING"));
    SignedNote moved =
        new SignedNote(log.note().text(), PlayedLog.honest().to(61).note().signatures());
    assertThat(look(log.showing(new SignedNote(good.text(), moved.signatures()))))
        .isEqualTo(new LightAnswer.Refused("SIGNATURE_INVALID"));
    assertThat(look(serving("rubbish"))).isEqualTo(new LightAnswer.Refused("NOTE_UNSIGNED"));
    assertThat(look((path, max) -> Optional.empty()))
        .isEqualTo(refused(Refusal.CHECKPOINT_MISSING));
    Optional<Believed> other = Optional.of(Believed.of(List.of(stranger.verifierKey())));
    assertThat(look(log.showing(stranger.sign(log.head())), other))
        .as("who takes another key must say so by beginning anew")
        .isEqualTo(refused(Refusal.OTHER_KEY));
    assertThat(kept().size()).isEqualTo(50);
  }

  private static LogSource serving(String checkpoint) {
    return (path, max) -> Optional.of(Bytes.utf8(checkpoint));
  }

  @Test
  void ledgersAreKeptApart() throws IOException {
    look(PlayedLog.honest().to(50));
    var other = new LogSigner("kedge.example/other", PlayedLog.key(5));
    Digest root = Digest.of(Bytes.utf8("root"));
    SignedNote note = other.sign(new Checkpoint("kedge.example/other", 3, root));
    Optional<Believed> both =
        Optional.of(Believed.of(List.of(PlayedLog.vkey(), other.verifierKey())));
    assertThat(step(look(serving(note.encoded().text()), both))).isEqualTo(Step.FIRST);
    try (var client = LightClient.open(disk)) {
      assertThat(client.kept()).hasSize(2);
    }
    assertThat(kept().size()).isEqualTo(50);
  }

  /// Two of three followers; their signatures are kept with the checkpoint.
  @Test
  void aPolicyIsKeptAndAskedForEachTime() throws Exception {
    var text = new StringBuilder("log " + PlayedLog.vkey().text() + "\n");
    for (int i = 1; i <= 3; i++) {
      String vkey = PlayedLog.follower(i).verifierKey().text();
      text.append("witness f" + i + " " + vkey + "\n");
    }
    text.append("group g 2 f1 f2 f3\nquorum g\n");
    var believed = Optional.of(Believed.of(List.of(), Bytes.utf8(text.toString())));
    var log = PlayedLog.honest().to(20);
    assertThat(look(log, believed)).isEqualTo(new LightAnswer.Refused("COSIGNERS_TOO_FEW"));
    assertThat(step(look(log.showing(cosigned(log, 1, 3)), believed))).isEqualTo(Step.FIRST);
    log.to(30);
    log.showing(cosigned(log, 2));
    assertThat(look(log, Optional.empty())).isEqualTo(new LightAnswer.Refused("COSIGNERS_TOO_FEW"));
    log.showing(cosigned(log, 2, 3));
    assertThat(step(look(log, Optional.empty()))).isEqualTo(Step.FORWARD);
    log.showing(cosigned(log, 1, 2));
    assertThat(step(look(log, Optional.empty()))).isEqualTo(Step.SAME);
    try (var client = LightClient.open(disk)) {
      Kept kept = client.kept(PlayedLog.ORIGIN).orElseThrow();
      assertThat(kept.note().signatures()).as("the ledger and three followers").hasSize(4);
    }
  }

  private static SignedNote cosigned(PlayedLog log, int... followers) {
    SignedNote note = PlayedLog.SIGNER.sign(log.head());
    for (int follower : followers) {
      note = note.with(PlayedLog.follower(follower).cosign(log.head(), 1_790_000_000));
    }
    return note;
  }

  /// The power fails at every operation: what is kept is the old checkpoint or the new one.
  @Test
  void theStoreSurvivesAPowerCut() throws IOException {
    var log = PlayedLog.honest().to(100);
    look(log);
    log.to(200);
    SimDisk before = disk.copy();
    look(log);
    int operations = disk.operations() - before.operations();
    boolean[] seen = new boolean[2];
    for (int cut = 0; cut <= operations; cut++) {
      for (Survival survival : List.of(Survival.everything(), Survival.nothing())) {
        SimDisk failing = before.copy();
        failing.cutPowerAfter(cut);
        boolean answered = false;
        try (var client = LightClient.open(failing)) {
          answered = step(client.look(log, "played", Optional.empty())) == Step.FORWARD;
        } catch (PowerCut e) {
          // What the test is about.
        }
        SimDisk after = failing.afterPowerCut(survival);
        try (var client = LightClient.open(after)) {
          long size = client.kept(PlayedLog.ORIGIN).orElseThrow().checkpoint().size();
          assertThat(size).as("cut after %d", cut).isIn(100L, 200L);
          assertThat(!answered || size == 200).as("answered, cut after %d", cut).isTrue();
          seen[size == 200 ? 1 : 0] = true;
          assertThat(client.look(log, "played", Optional.empty()))
              .isInstanceOf(LightAnswer.Fits.class);
        }
      }
    }
    assertThat(seen).containsExactly(true, true);
  }

  /// What it keeps is believed no more than what it is shown.
  @Test
  void anyChangedBitOfItsOwnFileIsNoticed() throws IOException {
    look(PlayedLog.honest().to(100));
    String file = disk.files().stream().filter(f -> f.endsWith(".kept")).findFirst().orElseThrow();
    int changed = 0;
    for (long bit = 0; bit < 8L * disk.contents(file).length; bit += 3) {
      SimDisk flipped = disk.copy();
      flipped.flip(file, bit);
      try (var client = LightClient.open(flipped)) {
        Kept kept = client.kept(PlayedLog.ORIGIN).orElseThrow();
        assertThat(kept.checkpoint()).isEqualTo(PlayedLog.honest().to(100).head());
        assertThat(kept.source()).as("bit %d", bit).isNotEqualTo("played");
      } catch (StoreDamaged e) {
        changed++;
      }
    }
    assertThat(changed).isGreaterThan(100);
  }

  @Test
  void oneProcessAtATime() throws IOException {
    try (var _ = LightClient.open(disk)) {
      assertThatThrownBy(() -> LightClient.open(disk)).isInstanceOf(DiskLocked.class);
    }
  }

  /// Receipts and checkpoints that others were given, of the same history and of another one.
  @Test
  void filesAreCheckedAgainstWhatIsKept() throws IOException {
    var log = PlayedLog.honest().to(90);
    Bytes older = log.receipt(5).encoded();
    log.to(120);
    look(log);
    var results = new ArrayList<FileCheck>();
    try (var client = LightClient.open(disk)) {
      FileCheck within = FileCheck.of(client, older, kept -> log);
      assertThat(within.holds()).isTrue();
      assertThat(step(within.answer().orElseThrow())).isEqualTo(Step.WITHIN);
      log.reads = 0;
      assertThat(FileCheck.of(client, log.receipt(7).encoded(), kept -> log).holds()).isTrue();
      assertThat(log.reads).as("nothing is fetched for the kept checkpoint itself").isZero();
      log.to(150);
      FileCheck newer = FileCheck.of(client, log.note().encoded(), kept -> log);
      assertThat(step(newer.answer().orElseThrow())).isEqualTo(Step.FORWARD);
      assertThat(client.kept(PlayedLog.ORIGIN).orElseThrow().checkpoint().size()).isEqualTo(150);
      Bytes lie = PlayedLog.forkedAt(4).to(80).receipt(6).encoded();
      results.add(FileCheck.of(client, lie, kept -> log));
      byte[] bad = older.toArray();
      bad[older.text().indexOf("extra ") + 8] ^= 1;
      results.add(FileCheck.of(client, Bytes.wrap(bad), kept -> log));
      results.add(FileCheck.of(client, Bytes.utf8("rubbish"), kept -> log));
    }
    assertThat(results).noneMatch(FileCheck::holds);
    assertThat(results.get(0).answer())
        .hasValueSatisfying(
            answer -> assertThat(answer).isInstanceOf(LightAnswer.Contradiction.class));
    assertThat(results.get(1).content()).isInstanceOf(FileCheck.Content.Rejected.class);
    assertThat(results.get(2).content()).isInstanceOf(FileCheck.Content.Malformed.class);
    try (var client = LightClient.open(new SimDisk())) {
      assertThat(FileCheck.of(client, older, kept -> log).content())
          .isEqualTo(new FileCheck.Content.Rejected("NOT_KEPT"));
    }
  }
}
