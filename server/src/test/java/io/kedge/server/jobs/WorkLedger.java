package io.kedge.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.issue.Issue;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.Keyring;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.Scale;
import io.kedge.server.StoryLedgers;
import io.kedge.server.TestServer;
import io.kedge.server.gateway.ClockedLedger;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The pack's market on a ledger of its own, stopped at the moment where somebody has to count the
/// first applications; from there on the server's jobs go on.
public final class WorkLedger implements AutoCloseable {
  private static final long DAY = 86_400_000;
  private static final long HOUR = 3_600_000;

  private final ClockedLedger clocked;
  private final HostedLedger hosted;

  private WorkLedger(ClockedLedger clocked, HostedLedger hosted) {
    this.clocked = clocked;
    this.hosted = hosted;
  }

  /// Founds it and plays the story until subscription of the small offerings closes.
  ///
  /// @param name the ledger's name, so that tests do not meet
  public static WorkLedger found(String name) throws IOException {
    Path story = Files.createTempDirectory("kedge-story");
    Path pack = Path.of("..", "scenarios", "trading-system");
    String text = Files.readString(pack.resolve("pack.txt"));
    String begun = text.substring(0, text.indexOf("# The close of the small ones."));
    Files.writeString(
        story.resolve("pack.txt"), begun.replace("name: trading-system", "name: " + name));
    Files.copy(pack.resolve("phrases.txt"), story.resolve("phrases.txt"));
    var runner =
        new PackRunner(Pack.load(story), new JdkEd25519(), PackRunner.FIXED_START, Scale.FULL);
    var clocked = ClockedLedger.open(Files.createTempDirectory("kedge-ledger"), runner.genesis());
    var target = new StoryLedgers.NodeTarget(clocked.node(), clocked.clock());
    assertThat(runner.run(target, new RunListener() {}).ok()).isTrue();
    return new WorkLedger(clocked, clocked.hosted());
  }

  /// The same ledger seen through something else.
  WorkLedger through(HostedLedger other) {
    return new WorkLedger(clocked, other);
  }

  /// The ledger.
  public HostedLedger hosted() {
    return hosted;
  }

  /// A bean of the tests' server.
  public static <T> T bean(Class<T> type) {
    return TestServer.shared().running().context().getBean(type);
  }

  /// A moment of the story.
  public LedgerTime at(long day, long hour) {
    return hosted.genesis().time().plusMillis(day * DAY + hour * HOUR);
  }

  /// A key of the story's people.
  public static SigningKey key(String party, String label) {
    var keyring = new Keyring("trading-system", new JdkEd25519());
    return SigningKey.fromSeed(Algorithm.ED25519, keyring.derive("key", party, label));
  }

  /// Registers the server's key for jobs, as the platform's officer would.
  public CommandAnswer install() {
    SigningKey main = key("platform", "main");
    return bean(ServiceKeys.class)
        .install(
            clocked.hosted(),
            new PartyId("platform"),
            message -> new Envelope.Signature(main.id(), main.sign(message)))
        .getLast();
  }

  /// Takes in the log and does what is due until nothing more is.
  public void settle() {
    var follower = bean(LedgerFollower.class);
    var runner = bean(JobRunner.class);
    boolean more = true;
    while (more) {
      more = follower.follow(hosted);
      more |= runner.runDue(hosted) > 0;
    }
  }

  /// Lets time pass in steps, doing what is due in each.
  public void passTo(LedgerTime moment, long stepHours) {
    while (hosted.now().isBefore(moment)) {
      LedgerTime next = hosted.now().plusMillis(stepHours * HOUR);
      clocked.advanceTo(next.isBefore(moment) ? next : moment);
      settle();
    }
  }

  /// The last offering of an issue.
  public Offering offering(String symbol) {
    return hosted.view().range("issue/", "issue/", 100).stream()
        .map(entry -> Issue.decode(entry.value()))
        .filter(issue -> issue.symbol().equals(symbol))
        .flatMap(issue -> Offerings.latestOfIssue(hosted.view(), issue.id()).stream())
        .toList()
        .getFirst();
  }

  /// Everything ordered so far by somebody: types of accepted commands, in order.
  List<String> orderedBy(String party, long after) {
    var types = new java.util.ArrayList<String>();
    for (long height = after + 1; height <= hosted.height(); height++) {
      for (var command : WorkBlock.of(hosted, hosted.block(height).orElseThrow()).commands()) {
        if (command.header().map(h -> h.by().value().equals(party)).orElse(false)) {
          types.add(command.header().orElseThrow().type().name() + " " + command.code());
        }
      }
    }
    return types;
  }

  @Override
  public void close() throws IOException {
    clocked.close();
  }
}
