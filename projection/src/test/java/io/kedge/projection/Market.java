package io.kedge.projection;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Wire;
import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.workload.PlainLedger;
import io.kedge.scenario.workload.Step;
import io.kedge.scenario.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A whole random market as a ledger to follow: what the workload generator sends is decided by the
/// real rules, and everything that was decided is in blocks of one to a few commands.
public final class Market implements BlockSource {
  private final Workload workload;
  private final PlainLedger ledger;
  private final List<FinalBlock> blocks = new ArrayList<>();
  private final List<FinalCommand> open = new ArrayList<>();
  private LedgerTime openTime;
  private long leaves;

  /// The market of a seed, before its first step.
  public Market(long seed) {
    var signing = new JdkEd25519();
    workload = new Workload(seed, signing, 1);
    ledger = new PlainLedger(workload.genesis(), StandardRules.version1(), signing);
    openTime = workload.genesis().time();
  }

  /// Goes some steps on.
  public synchronized Market run(int steps) {
    for (int i = 0; i < steps; i++) {
      step(workload.next());
    }
    close();
    notifyAll();
    return this;
  }

  private void step(Step step) {
    PlainLedger.Answer answer = ledger.submit(step.envelope(), step.time());
    if (answer.again() || answer.id().isEmpty()) {
      return;
    }
    workload.shown(answer.outcome().changes());
    if (open.size() == 3 || !step.time().equals(openTime)) {
      close();
    }
    openTime = step.time();
    Envelope envelope = Envelope.read(step.envelope());
    CommandHeader header = CommandHeader.read(Fields.of("", Json.read(envelope.payload())));
    open.add(
        new FinalCommand(
            open.size(),
            leaves++,
            answer.id().get(),
            header.type().toString(),
            Optional.of(header.by()),
            envelope.payload(),
            envelope.signatures().stream().map(Envelope.Signature::keyId).sorted().toList(),
            answer.outcome().code(),
            answer.outcome().events()));
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    leaves++;
    Digest previous = blocks.isEmpty() ? Digest.ZERO : blocks.getLast().headerHash();
    var header = new Wire("market.header", 1).digest(previous).time(openTime);
    open.forEach(command -> header.text(command.id().hex()));
    blocks.add(
        new FinalBlock(
            blocks.size() + 1L, openTime, header.hash(), previous, leaves, List.copyOf(open)));
    open.clear();
  }

  /// The ledger's state.
  public PlainLedger ledger() {
    return ledger;
  }

  /// Every block so far.
  public synchronized List<FinalBlock> blocks() {
    return List.copyOf(blocks);
  }

  @Override
  public Genesis genesis() {
    return workload.genesis();
  }

  @Override
  public synchronized long height() {
    return blocks.size();
  }

  @Override
  public synchronized List<FinalBlock> read(long from, int max) {
    int first = (int) from - 1;
    return first >= blocks.size()
        ? List.of()
        : List.copyOf(blocks.subList(first, Math.min(blocks.size(), first + max)));
  }

  @Override
  public synchronized boolean awaitAbove(long height, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (height() <= height && System.nanoTime() < until) {
      wait(10);
    }
    return height() > height;
  }
}
