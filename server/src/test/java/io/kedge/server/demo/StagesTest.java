package io.kedge.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.disk.Clock;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.MemoryTarget;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.RunReport;
import io.kedge.scenario.run.Scale;
import io.kedge.server.RunningServer;
import io.kedge.server.ServerSettings;
import io.kedge.server.StoryLedgers;
import io.kedge.server.gateway.LedgerGateway;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The six stages through HTTP: everybody in the story of `trading-system` signs in with an account
/// of their own and sends their own steps, which the server signs with keys that never leave it.
/// Every result, refusals included, is the one that the pack expects.
class StagesTest {
  @Test
  void theWholeStoryRunsThroughHttpByPeopleWithTheirOwnCredentialsOnly(@TempDir Path data)
      throws Exception {
    Pack pack = StoryLedgers.pack("trading-system");
    var signing = new JdkEd25519();
    // Lots are drawn by a seed that the ids of the commands enter, and the server draws its own
    // nonces: at another start than the fixed one the pack does not compare balances.
    LedgerTime start = PackRunner.startToEndBefore(pack, LedgerTime.of(System.currentTimeMillis()));
    var runner = new PackRunner(pack, signing, start, Scale.FULL);
    var genesis = runner.genesis();
    var millis = new AtomicLong(genesis.time().millis());
    var settings = new ServerSettings(data, 0, "127.0.0.1", Optional.empty(), "en", true);
    Map<String, Object> properties =
        Map.of(
            "kedge.limits.requests-per-second", "100000",
            "kedge.limits.requests-burst", "100000",
            "kedge.jobs.enabled", "false");
    try (var server =
        RunningServer.start(
            settings,
            properties,
            context -> context.registerBean(Clock.class, () -> millis::get))) {
      var gateway = server.context().getBean(LedgerGateway.class);
      var people = new PeopleTarget(server, gateway.found(genesis), pack.name(), millis);
      var shadow = new MemoryTarget(genesis, StandardRules.version1(), signing);
      RunReport report = runner.run(people.checkedBy(shadow), new RunListener() {});
      assertThat(report.failure()).isEmpty();
      assertThat(people.signedIn()).hasSizeGreaterThanOrEqualTo(6);
      assertThat(people.custodial()).as("steps that the server signed").isGreaterThan(200);
    }
  }
}
