package io.kedge.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Requirement;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.pack.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/// Runs the example of docs/reference/pack.md, whole and with one thing wrong.
class FirstPackTest {
  private final JdkEd25519 signing = new JdkEd25519();

  static String example() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/pack.md"));
    int begin = page.indexOf("```text\npack ");
    return page.substring(begin + "```text\n".length(), page.indexOf("\n```", begin)) + "\n";
  }

  private static Pack pack(String text) {
    return Pack.read(path -> path.equals("pack.txt") ? Optional.of(text) : Optional.empty());
  }

  private RunReport run(String text, RunListener listener) {
    var runner = new PackRunner(pack(text), signing, PackRunner.FIXED_START, Scale.FULL);
    return runner.run(target(runner), listener);
  }

  private MemoryTarget target(PackRunner runner) {
    return new MemoryTarget(runner.genesis(), StandardRules.version1(), signing);
  }

  @Test
  @Requirement({"A-07", "H-01", "H-02"})
  void theExampleOfTheReferenceRuns() throws IOException {
    var told = new ArrayList<String>();
    RunReport report =
        run(
            example(),
            new RunListener() {
              @Override
              public void step(Step step) {
                told.add(step.answer().outcome().code());
              }

              @Override
              public void holds(Place place, String what, SortedSet<String> requirements) {
                told.add(what);
              }
            });
    assertThat(report.failure()).isEmpty();
    assertThat(report.steps()).isEqualTo(report.accepted() + report.refused());
    assertThat(told)
        .contains("accepted", "party.DOCUMENT_MISSING", "then party alice", "then balances");
  }

  @Test
  void aRunThatStartsOverOnTheSameLedgerEndsInTheSameState() throws IOException {
    var first = new PackRunner(pack(example()), signing, PackRunner.FIXED_START, Scale.FULL);
    MemoryTarget ledger = target(first);
    RunReport once = first.run(ledger, new RunListener() {});
    var entries = List.copyOf(ledger.state().entries().entrySet());
    var second = new PackRunner(pack(example()), signing, PackRunner.FIXED_START, Scale.FULL);
    RunReport again = second.run(ledger, new RunListener() {});
    assertThat(again).isEqualTo(once);
    assertThat(List.copyOf(ledger.state().entries().entrySet())).isEqualTo(entries);
  }

  @Test
  void whatGoesOtherwiseThanThePackSaysIsNamedWithItsLine() throws IOException {
    String good = example();
    assertFails(
        good.replace("status: VERIFIED", "status: REGISTERED"),
        ScenarioFailure.Kind.EXPECTATION,
        "REGISTERED",
        "VERIFIED");
    assertFails(
        good.replace("refused party.DOCUMENT_MISSING", "refused party.PARTY_EXISTS"),
        ScenarioFailure.Kind.RESULT,
        "party.PARTY_EXISTS",
        "party.DOCUMENT_MISSING");
    assertFails(
        good.replace("by alice refused party.PARTY_NOT_ACTIVE", "again refused party.OWN_CASE"),
        ScenarioFailure.Kind.RESULT,
        "party.OWN_CASE",
        "party.STATUS_UNFIT");
  }

  private void assertFails(String text, ScenarioFailure.Kind kind, String expected, String found) {
    RunReport report = run(text, new RunListener() {});
    assertThat(report.ok()).isFalse();
    ScenarioFailure failure = report.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.expected()).isEqualTo(expected);
    assertThat(failure.found()).startsWith(found);
    assertThat(failure.place().line()).isGreaterThan(1);
  }

  @Test
  void aTargetThatAnswersOneUnitTooMuchIsCaughtByTheAuditor() throws IOException {
    var runner = new PackRunner(pack(example()), signing, PackRunner.FIXED_START, Scale.FULL);
    MemoryTarget honest = target(runner);
    Target lying =
        new Target() {
          @Override
          public String ledgerId() {
            return honest.ledgerId();
          }

          @Override
          public LedgerTime now() {
            return honest.now();
          }

          @Override
          public void advanceTo(LedgerTime time) {
            honest.advanceTo(time);
          }

          @Override
          public Answer submit(Bytes envelope) {
            Answer answer = honest.submit(envelope);
            var changes = new ArrayList<>(answer.outcome().changes());
            changes.addAll(answer.outcome().changes());
            return new Answer(
                answer.id(),
                answer.time(),
                new Outcome(answer.outcome().code(), "", changes, answer.outcome().events()));
          }
        };
    RunReport report = runner.run(lying, new RunListener() {});
    assertThat(report.failure().orElseThrow().kind()).isEqualTo(ScenarioFailure.Kind.LAW);
  }
}
