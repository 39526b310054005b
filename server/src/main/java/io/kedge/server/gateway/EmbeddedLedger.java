package io.kedge.server.gateway;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.contract.LedgerView;
import io.kedge.contract.Outcome;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RuleBook;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.proof.SignedNote;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/// A ledger whose node runs inside this process.
final class EmbeddedLedger implements HostedLedger, AutoCloseable {
  private static final Bytes NO_SIGNATURE = Bytes.wrap(new byte[64]);

  private final Genesis genesis;
  private final RuleBook rules;
  private final LedgerNode node;
  private final io.kedge.ledger.disk.Clock clock;
  private final LedgerWatch watch;

  EmbeddedLedger(
      Genesis genesis, RuleBook rules, LedgerNode node, io.kedge.ledger.disk.Clock clock) {
    this(genesis, rules, node, clock, LedgerWatch.none());
  }

  EmbeddedLedger(
      Genesis genesis,
      RuleBook rules,
      LedgerNode node,
      io.kedge.ledger.disk.Clock clock,
      LedgerWatch watch) {
    this.genesis = genesis;
    this.rules = rules;
    this.node = node;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public String name() {
    return genesis.name();
  }

  @Override
  public Genesis genesis() {
    return genesis;
  }

  @Override
  public String vkey() {
    return node.vkey().text();
  }

  @Override
  public LedgerTime now() {
    LedgerTime clocked = LedgerTime.of(Math.max(0, clock.millis()));
    LedgerTime last = node.tip().time();
    return clocked.isAfter(last) ? clocked : last;
  }

  @Override
  public CompletableFuture<CommandAnswer> submit(Bytes envelope) {
    long begun = System.nanoTime();
    watch.handedIn(name());
    return node.submit(envelope)
        .thenApply(EmbeddedLedger::answer)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                watch.answered(name(), envelope, answer, System.nanoTime() - begun);
              } else {
                watch.failed(name());
              }
            });
  }

  private static CommandAnswer answer(Submitted submitted) {
    return switch (submitted) {
      case Submitted.Decided decided ->
          new CommandAnswer(
              Optional.of(decided.commandId()),
              decided.code(),
              decided.detail(),
              Optional.of(new CommandAnswer.Place(decided.height(), decided.leafIndex())),
              decided.again());
      case Submitted.TurnedAway away ->
          new CommandAnswer(away.commandId(), away.code(), away.detail(), Optional.empty(), false);
    };
  }

  @Override
  public Outcome dryRun(Bytes payload, List<KeyId> keys) {
    var signatures = keys.stream().map(key -> new Envelope.Signature(key, NO_SIGNATURE)).toList();
    var envelope = new Envelope(Envelope.COMMAND, payload, signatures);
    ParsedCommand<?> parsed = rules.parse(genesis.ledgerId().hex(), envelope);
    return rules.decide(parsed, node.view(), now());
  }

  @Override
  public LedgerView view() {
    return node.view();
  }

  @Override
  public long height() {
    return node.tip().number();
  }

  @Override
  public long treeSize() {
    return node.tip().treeSize();
  }

  @Override
  public Optional<Block> block(long height) {
    if (height < 1 || height > height()) {
      return Optional.empty();
    }
    return Optional.of(node.block(height));
  }

  @Override
  public Optional<CommandAnswer> decided(CommandId id) {
    return node.decided(id).map(EmbeddedLedger::answer);
  }

  @Override
  public CompletableFuture<Bytes> receipt(CommandId id) {
    return node.receipt(id);
  }

  @Override
  public Optional<Bytes> checkpoint() {
    return node.checkpoint().map(SignedNote::encoded);
  }

  @Override
  public Runnable onHeight(LongConsumer listener) {
    return node.subscribe(block -> listener.accept(block.tip().number()))::close;
  }

  @Override
  public Optional<String> failure() {
    return node.failure().map(Throwable::toString);
  }

  /// Who made a payload, for those who only have its bytes.
  static CommandHeader header(Bytes payload) {
    return CommandHeader.read(io.kedge.kernel.Fields.of("", io.kedge.kernel.Json.read(payload)));
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
