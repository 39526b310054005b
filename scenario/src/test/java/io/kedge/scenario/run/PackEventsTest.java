package io.kedge.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Event;
import io.kedge.rulebook.DomainEvents;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a read model gets from a whole market's life is what the contracts said.
class PackEventsTest {
  @ParameterizedTest
  @MethodSource("io.kedge.scenario.run.PackScenarioTest#packs")
  void everyEventOfAPackIsReadBackToTheByte(Path folder) {
    List<Event> events = events(folder);
    assertThat(events).hasSizeGreaterThan(100);
    for (Event event : events) {
      assertThat(DomainEvents.decode(event).encoded()).as(event.tag()).isEqualTo(event.body());
    }
  }

  private static List<Event> events(Path folder) {
    var signing = new JdkEd25519();
    var runner = new PackRunner(Pack.load(folder), signing, PackRunner.FIXED_START, Scale.FULL);
    var events = new ArrayList<Event>();
    RunReport report =
        runner.run(
            new MemoryTarget(runner.genesis(), StandardRules.version1(), signing),
            new RunListener() {
              @Override
              public void step(Step step) {
                events.addAll(step.answer().outcome().events());
              }
            });
    assertThat(report.failure()).isEmpty();
    return events;
  }
}
