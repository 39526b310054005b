package io.kedge.server.jobs;

import io.kedge.contract.LedgerView;
import io.kedge.contract.Outcome;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// A ledger that takes every command, and every second time the answer is lost on its way: what a
/// crash between the ledger's commit and the database looks like.
final class LosesAnswers implements HostedLedger {
  private final HostedLedger ledger;
  private boolean lose;
  private int lost;

  LosesAnswers(HostedLedger ledger) {
    this.ledger = ledger;
  }

  int lost() {
    return lost;
  }

  @Override
  public CompletableFuture<CommandAnswer> submit(Bytes envelope) {
    CompletableFuture<CommandAnswer> answer = ledger.submit(envelope);
    answer.join();
    lose = !lose;
    if (lose) {
      lost++;
      return CompletableFuture.failedFuture(new IOException("the answer is lost"));
    }
    return answer;
  }

  @Override
  public String name() {
    return ledger.name();
  }

  @Override
  public Genesis genesis() {
    return ledger.genesis();
  }

  @Override
  public String vkey() {
    return ledger.vkey();
  }

  @Override
  public LedgerTime now() {
    return ledger.now();
  }

  @Override
  public Outcome dryRun(Bytes payload, List<KeyId> keys) {
    return ledger.dryRun(payload, keys);
  }

  @Override
  public LedgerView view() {
    return ledger.view();
  }

  @Override
  public long height() {
    return ledger.height();
  }

  @Override
  public long treeSize() {
    return ledger.treeSize();
  }

  @Override
  public Optional<Block> block(long height) {
    return ledger.block(height);
  }

  @Override
  public Optional<CommandAnswer> decided(CommandId id) {
    return ledger.decided(id);
  }

  @Override
  public CompletableFuture<Bytes> receipt(CommandId id) {
    return ledger.receipt(id);
  }

  @Override
  public Optional<Bytes> checkpoint() {
    return ledger.checkpoint();
  }

  @Override
  public Runnable onHeight(LongConsumer listener) {
    return ledger.onHeight(listener);
  }

  @Override
  public Optional<String> failure() {
    return ledger.failure();
  }
}
