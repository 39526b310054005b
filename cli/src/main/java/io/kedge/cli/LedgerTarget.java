package io.kedge.cli;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.node.CommittedBlock;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.node.Subscription;
import io.kedge.scenario.run.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A durable ledger as a pack's target. Each accepted command is told of and has its
/// receipt on the disk before the pack's runner hears of it, so that whoever kills this program
/// knows
/// what must still be there.
final class LedgerTarget implements Target, AutoCloseable {
  private final LedgerNode node;
  private final StoryClock clock;
  private final ReceiptFolder receipts;
  private final Consumer<String> acknowledged;
  private final Map<CommandId, Answer> answers = new ConcurrentHashMap<>();
  private final Subscription subscription;

  /// Time of the last result this run was told. On a ledger that a killed run left behind the last
  /// block is later than the steps that are told again.
  private LedgerTime told;

  LedgerTarget(
      LedgerNode node, StoryClock clock, ReceiptFolder receipts, Consumer<String> acknowledged) {
    this.node = node;
    this.clock = clock;
    this.receipts = receipts;
    this.acknowledged = acknowledged;
    this.told = node.genesis().time();
    this.subscription = node.subscribeFromStart(this::remember);
  }

  /// The first result of a command is its result: a later leaf of the same id says it was decided.
  private void remember(CommittedBlock block) {
    for (int i = 0; i < block.outcomes().size(); i++) {
      CommandId id = block.block().entries().get(i).leaf().commandId();
      answers.putIfAbsent(
          id, new Answer(id, block.block().header().time(), block.outcomes().get(i)));
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
    clock.advanceTo(time);
  }

  @Override
  public Answer submit(Bytes envelope) {
    return switch (node.submit(envelope).join()) {
      case Submitted.Decided decided -> decided(decided);
      case Submitted.TurnedAway away ->
          new Answer(
              away.commandId().orElse(new CommandId(io.kedge.kernel.Digest.ZERO)),
              now(),
              new Outcome(away.code(), away.detail(), List.of(), List.of()));
    };
  }

  private Answer decided(Submitted.Decided decided) {
    if (decided.accepted()) {
      acknowledged.accept(decided.commandId().hex());
    }
    try {
      receipts.keep(node, decided);
      node.awaitShown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    Answer answer = answers.get(decided.commandId());
    if (answer == null) {
      throw new IllegalStateException("acknowledged and not shown: " + decided.commandId());
    }
    told = answer.time();
    return answer;
  }

  @Override
  public void close() {
    subscription.close();
  }
}
