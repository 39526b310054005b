package io.kedge.scenario.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kedge.contract.CommandType;
import io.kedge.contract.Outcome;
import io.kedge.contract.RuleBook;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.audit.Auditor;
import io.kedge.scenario.run.JdkEd25519;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The whole market in memory, from fixed seeds, with the auditor after every command.
class WorkloadSimulationTest {
  private static final int SEEDS = 20;
  private static final int STEPS = 400;

  private final RuleBook rules = StandardRules.version1();
  private final QuickSigning quick = new QuickSigning();
  private final SortedMap<String, Integer> accepted = new TreeMap<>();
  private final SortedMap<String, Integer> refused = new TreeMap<>();

  /// What to type to see a failure again.
  private static String replay(long seed) {
    return "again: mvn -o -Pquick -pl scenario -am test -Dtest=WorkloadSimulationTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dio.kedge.seed="
        + seed;
  }

  private static List<Long> seeds() {
    Long given = Long.getLong("io.kedge.seed");
    return given == null ? LongStream.range(0, SEEDS).boxed().toList() : List.of(given);
  }

  private void run(long seed) {
    var workload = new Workload(seed, quick, 1);
    var ledger = new PlainLedger(workload.genesis(), rules, quick);
    var auditor = new Auditor(workload.genesis().changes());
    for (int i = 0; i < STEPS; i++) {
      Step step = workload.next();
      Outcome outcome = submit(ledger, step, seed, workload, auditor);
      if (!outcome.accepted()) {
        refused.merge(outcome.code(), 1, Integer::sum);
      }
    }
    assertThat(auditor.books().state().entries())
        .as("the auditor's copy of the state; %s", replay(seed))
        .isEqualTo(ledger.state().entries());
  }

  private Outcome submit(
      PlainLedger ledger, Step step, long seed, Workload workload, Auditor auditor) {
    PlainLedger.Answer answer;
    try {
      answer = ledger.submit(step.envelope(), step.time());
    } catch (RuntimeException e) {
      return fail("%s of seed %d threw; %s".formatted(step, seed, replay(seed)), e);
    }
    if (!answer.again()) {
      assertThat(auditor.step(step.toString(), step.time(), answer.outcome()))
          .as(replay(seed))
          .isEmpty();
      workload.shown(answer.outcome().changes());
      if (answer.outcome().accepted()) {
        accepted.merge(step.label().replaceAll(",.*", ""), 1, Integer::sum);
      }
    }
    return answer.outcome();
  }

  @Test
  void theAuditorFindsNothingWhateverTheMarketDoes() {
    seeds().forEach(this::run);
    if (System.getProperty("io.kedge.seed") == null) {
      var never = new TreeSet<String>();
      for (CommandType type : rules.contracts().keySet()) {
        if (!accepted.containsKey(type.name())) {
          never.add(type.name());
        }
      }
      assertThat(never).as("commands that were never accepted").isEmpty();
      assertThat(refused).as("kinds of refusals").hasSizeGreaterThan(100);
    }
  }

  @Test
  void aSeedAlwaysMakesTheSameStream() {
    assertThat(stream(7)).isEqualTo(stream(7));
    assertThat(stream(7)).isNotEqualTo(stream(8));
  }

  private List<String> stream(long seed) {
    var signing = new JdkEd25519();
    var workload = new Workload(seed, signing, 1);
    var ledger = new PlainLedger(workload.genesis(), rules, signing);
    var steps = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      Step step = workload.next();
      steps.add(step + " " + step.envelope().hex());
      PlainLedger.Answer answer = ledger.submit(step.envelope(), step.time());
      workload.shown(answer.again() ? List.of() : answer.outcome().changes());
    }
    return steps;
  }
}
