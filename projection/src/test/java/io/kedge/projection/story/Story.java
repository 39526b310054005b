package io.kedge.projection.story;

import io.kedge.contract.Change;
import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.contract.MapView;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.projection.BlockSource;
import io.kedge.projection.FinalBlock;
import io.kedge.projection.FinalCommand;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.MemoryTarget;
import io.kedge.scenario.run.PackRunner;
import io.kedge.scenario.run.RunListener;
import io.kedge.scenario.run.Scale;
import io.kedge.scenario.run.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A scenario pack played on a ledger in memory: its blocks of one command each, and the ledger's
/// state after any of them.
public final class Story implements BlockSource {
  private final Genesis genesis;
  private final List<FinalBlock> blocks = new ArrayList<>();
  private final List<List<Change>> changes = new ArrayList<>();

  private Story(Genesis genesis) {
    this.genesis = genesis;
  }

  /// Plays a pack under `scenarios/`.
  public static Story of(String pack) {
    var signing = new JdkEd25519();
    var runner =
        new PackRunner(
            Pack.load(Path.of("../scenarios", pack)), signing, PackRunner.FIXED_START, Scale.FULL);
    var story = new Story(runner.genesis());
    var ledger = new MemoryTarget(runner.genesis(), StandardRules.version1(), signing);
    var report = runner.run(story.recorded(ledger), new RunListener() {});
    if (!report.ok()) {
      throw new AssertionError(report.failure().toString());
    }
    return story;
  }

  private Target recorded(Target ledger) {
    return new Target() {
      @Override
      public String ledgerId() {
        return ledger.ledgerId();
      }

      @Override
      public LedgerTime now() {
        return ledger.now();
      }

      @Override
      public void advanceTo(LedgerTime time) {
        ledger.advanceTo(time);
      }

      @Override
      public Answer submit(Bytes envelope) {
        Answer answer = ledger.submit(envelope);
        add(Envelope.read(envelope), answer);
        return answer;
      }
    };
  }

  private void add(Envelope envelope, Target.Answer answer) {
    long height = blocks.size() + 1L;
    var header = CommandHeader.read(Fields.of("", Json.read(envelope.payload())));
    var command =
        new FinalCommand(
            0,
            2 * (height - 1),
            answer.id(),
            header.type().toString(),
            Optional.of(header.by()),
            envelope.payload(),
            envelope.signatures().stream().map(Envelope.Signature::keyId).sorted().toList(),
            answer.outcome().code(),
            answer.outcome().events());
    Digest previous = blocks.isEmpty() ? Digest.ZERO : blocks.getLast().headerHash();
    Digest hash = Digest.of(previous.bytes(), answer.id().digest().bytes());
    blocks.add(new FinalBlock(height, answer.time(), hash, previous, 2 * height, List.of(command)));
    changes.add(answer.outcome().changes());
  }

  /// The ledger's state after a block.
  public MapView stateAt(long height) {
    var state = new MapView();
    state.apply(genesis.changes());
    changes.subList(0, Math.toIntExact(height)).forEach(state::apply);
    return state;
  }

  @Override
  public Genesis genesis() {
    return genesis;
  }

  @Override
  public long height() {
    return blocks.size();
  }

  @Override
  public List<FinalBlock> read(long from, int max) {
    int first = Math.toIntExact(from - 1);
    return first >= blocks.size()
        ? List.of()
        : List.copyOf(blocks.subList(first, Math.min(blocks.size(), first + max)));
  }

  @Override
  public boolean awaitAbove(long height, Duration atMost) {
    return height() > height;
  }
}
