package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.ordering.Tip;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The whole market on a real node, while the power fails again and again.
///
/// The seed fixes the commands, when the power fails and what the disk keeps; the threads of a node
/// run as they like.
class MarketSimulationTest {
  private static final int STEPS = 250;
  private static final int OPERATIONS_BETWEEN_CUTS = 200;

  /// What happened over all seeds.
  private int cuts;

  private int cutsInRecovery;
  private int accepted;
  private int keptUnacknowledged;
  private int lostUnacknowledged;

  private static LongStream seeds(long from, long to) {
    Long given = Long.getLong("io.kedge.seed");
    return given == null ? LongStream.rangeClosed(from, to) : LongStream.of(given);
  }

  /// What to type to see a failure again.
  private static String replay(long seed) {
    return "seed "
        + seed
        + ", again: mvn -o -Pquick -pl cli -am test -Dtest=MarketSimulationTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dio.kedge.seed="
        + seed;
  }

  /// One by one, every result and every block is that of a node that was never interrupted.
  @Test
  void aMarketEndsTheSameHoweverOftenThePowerFails() {
    seeds(1, 3).forEach(seed -> run(seed, 1));
    requireThatMuchHappened();
  }

  /// Several at once, the log says in which order they came; everything follows from it.
  @Test
  void commandsAtOnceAreDecidedAsTheLogOrdersThemHoweverOftenThePowerFails() {
    seeds(4, 7).forEach(seed -> run(seed, 5));
    requireThatMuchHappened();
  }

  /// Holds for the seeds together; a single one may be a quiet one.
  private void requireThatMuchHappened() {
    if (System.getProperty("io.kedge.seed") == null) {
      assertThat(cuts).as("power cuts").isGreaterThan(15);
      assertThat(accepted).as("accepted commands").isGreaterThan(100);
      assertThat(cutsInRecovery).as("power cuts while opening").isGreaterThan(3);
      assertThat(lostUnacknowledged + keptUnacknowledged).as("cut on their way").isGreaterThan(10);
    }
  }

  private void run(long seed, int group) {
    try {
      int every = 1 + (int) (seed % 3);
      MarketScript script = MarketScript.of(seed, STEPS, every);
      Optional<Tip> calm = group == 1 ? Optional.of(uninterrupted(script)) : Optional.empty();
      play(script, group, new SplittableRandom(seed), calm);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(replay(seed) + ": " + e.getMessage(), e);
    }
  }

  private static Tip uninterrupted(MarketScript script) throws IOException {
    try (var calm = new SimulatedNode(script.genesis(), new SplittableRandom(0))) {
      for (MarketScript.Line line : script.lines()) {
        Submitted answer =
            calm.submit(line.step().time(), List.of(line.step().envelope()))
                .getFirst()
                .orElseThrow();
        assertThat(answer.code()).as("%s: %s", line.step(), answer.detail()).isEqualTo(line.code());
      }
      return calm.node().tip();
    }
  }

  private void play(MarketScript script, int group, SplittableRandom random, Optional<Tip> calm)
      throws IOException {
    List<MarketScript.Line> lines = script.lines();
    var twin = new MarketTwin(script.genesis());
    try (var node = new SimulatedNode(script.genesis(), random)) {
      node.cutPowerWithin(OPERATIONS_BETWEEN_CUTS);
      int at = 0;
      while (at < lines.size()) {
        List<MarketScript.Line> next = lines.subList(at, Math.min(lines.size(), at + group));
        if (submit(node, next, group == 1)) {
          at += next.size();
        } else {
          assertThat(node.powerIsOn()).as("failed by itself: %s", node.node().failure()).isFalse();
          node.restart();
          check(node, twin, next);
          node.cutPowerWithin(OPERATIONS_BETWEEN_CUTS);
        }
      }
      node.restart();
      check(node, twin, List.of());
      resubmit(node, lines);
      calm.ifPresent(tip -> assertThat(node.node().tip()).isEqualTo(tip));
      cuts += node.cuts();
      cutsInRecovery += node.cutsInRecovery();
    }
  }

  /// Hands in a group at the time of its last.
  ///
  /// @return false where the power failed and not every result is known
  private static boolean submit(
      SimulatedNode node, List<MarketScript.Line> lines, boolean oneByOne) {
    var time = lines.getLast().step().time();
    List<Bytes> envelopes = lines.stream().map(line -> line.step().envelope()).toList();
    List<Optional<Submitted>> answers = node.submit(time, envelopes);
    boolean known = answers.stream().allMatch(SimulatedNode::isResult);
    if (known && oneByOne) {
      assertThat(answers.getFirst().orElseThrow().code())
          .as(lines.getFirst().step().toString())
          .isEqualTo(lines.getFirst().code());
    }
    return known;
  }

  /// After a restart: what was acknowledged is there; what was on its way is there wholly or not at
  /// all, since the twin decides the commands of the log and comes to the same state.
  private void check(SimulatedNode node, MarketTwin twin, List<MarketScript.Line> onTheWay) {
    LedgerNode opened = node.node();
    twin.follow(opened);
    for (Submitted.Decided was : node.acknowledged().values()) {
      assertSame(opened.decided(was.commandId()).orElseThrow(), was);
      assertThat(twin.logged()).contains(was.commandId());
    }
    for (MarketScript.Line line : onTheWay) {
      line.id()
          .filter(id -> !node.acknowledged().containsKey(id))
          .ifPresent(id -> count(opened, twin, id));
    }
  }

  private void count(LedgerNode opened, MarketTwin twin, CommandId id) {
    boolean kept = opened.decided(id).isPresent();
    assertThat(twin.logged().contains(id)).isEqualTo(kept);
    keptUnacknowledged += kept ? 1 : 0;
    lostUnacknowledged += kept ? 0 : 1;
  }

  private static void assertSame(Submitted.Decided is, Submitted.Decided was) {
    assertThat(is.code()).isEqualTo(was.code());
    assertThat(is.height()).isEqualTo(was.height());
    assertThat(is.leafIndex()).isEqualTo(was.leafIndex());
  }

  /// Everything once more: each command is answered with its earlier result, and nothing is added.
  private void resubmit(SimulatedNode node, List<MarketScript.Line> lines) {
    Tip before = node.node().tip();
    var earlier = node.acknowledged();
    for (MarketScript.Line line : lines) {
      Optional<Submitted.Decided> was =
          line.id().flatMap(id -> Optional.ofNullable(earlier.get(id)));
      if (was.isPresent()) {
        var answer = node.submit(line.step().time(), List.of(line.step().envelope())).getFirst();
        var decided = (Submitted.Decided) answer.orElseThrow();
        assertThat(decided.again()).isTrue();
        assertSame(decided, was.get());
        accepted += decided.code().equals(Outcome.ACCEPTED) ? 1 : 0;
      }
    }
    assertThat(node.node().tip()).isEqualTo(before);
  }
}
