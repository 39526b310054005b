package io.kedge.server;

import io.kedge.contract.Outcome;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.node.CommittedBlock;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.Submitted;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.RunReport;
import io.kedge.scenario.run.Scale;
import io.kedge.scenario.run.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Ledgers on which the story of a pack was played, so that it ended a while ago.
public final class StoryLedgers {
  private StoryLedgers() {}

  /// Founds the ledger of a pack in a folder of its name and plays its story.
  ///
  /// @param ledgers the folder above
  public static void found(Path ledgers, String name) throws IOException {
    Pack pack = pack(name);
    LedgerTime start = PackRunner.startToEndBefore(pack, LedgerTime.of(System.currentTimeMillis()));
    var runner = new PackRunner(pack, new JdkEd25519(), start, Scale.FULL);
    Genesis genesis = runner.genesis();
    Path folder = ledgers.resolve(genesis.name());
    var clock = new AtomicLong(genesis.time().millis());
    var logKey = LedgerKeys.forStory(folder, _ -> {});
    var parts = NodeParts.in(folder, logKey, _ -> {}, clock::get);
    try (var node = LedgerNode.open(GenesisState.of(genesis), StandardRules.version1(), parts)) {
      RunReport report = runner.run(new NodeTarget(node, clock), new RunListener() {});
      if (!report.ok()) {
        throw new IllegalStateException(report.toString());
      }
    }
  }

  /// A pack that comes with Kedge.
  public static Pack pack(String name) {
    return Pack.load(Path.of("..", "scenarios", name));
  }

  /// A node as a target of a story.
  public static final class NodeTarget implements Target {
    private final LedgerNode node;
    private final AtomicLong clock;
    private final Map<CommandId, Answer> answers = new ConcurrentHashMap<>();
    private LedgerTime told;

    /// A target.
    public NodeTarget(LedgerNode node, AtomicLong clock) {
      this.node = node;
      this.clock = clock;
      this.told = node.genesis().time();
      node.subscribe(this::remember);
    }

    private void remember(CommittedBlock block) {
      for (int i = 0; i < block.outcomes().size(); i++) {
        CommandId id = block.block().entries().get(i).leaf().commandId();
        LedgerTime time = block.block().header().time();
        answers.putIfAbsent(id, new Answer(id, time, block.outcomes().get(i)));
      }
    }

    @Override
    public String ledgerId() {
      return node.genesis().ledger();
    }

    @Override
    public LedgerTime now() {
      return told;
    }

    @Override
    public void advanceTo(LedgerTime time) {
      clock.accumulateAndGet(time.millis(), Math::max);
    }

    @Override
    public Answer submit(Bytes envelope) {
      Submitted submitted = node.submit(envelope).join();
      if (!(submitted instanceof Submitted.Decided decided)) {
        var outcome = new Outcome(submitted.code(), submitted.detail(), List.of(), List.of());
        return new Answer(new CommandId(Digest.ZERO), told, outcome);
      }
      try {
        node.awaitShown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      Answer answer = answers.get(decided.commandId());
      told = answer.time();
      return answer;
    }
  }
}
