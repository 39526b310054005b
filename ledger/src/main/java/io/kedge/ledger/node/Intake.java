package io.kedge.ledger.node;

import io.kedge.contract.CommandRefusal;
import io.kedge.contract.Outcome;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RefusedException;
import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.ordering.Ordering;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes envelopes in: looks at each, verifies its signatures with the keys as they are registered
/// now, on as many threads as there are workers, and offers it for ordering. Remembers who waits
/// for which command.
final class Intake {
  /// An offered command and who waits for it.
  private record Waiting(
      Bytes envelope, PreparedCommand command, CompletableFuture<Submitted> answer) {}

  private final RuleBook rules;
  private final Machine machine;
  private final SignatureCheck signatures;
  private final Ordering ordering;
  private final Supplier<LedgerTime> now;
  private final Function<CommandId, Optional<Submitted.Decided>> earlier;
  private final int waitingMax;
  private final ExecutorService workers;
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicInteger looking = new AtomicInteger();
  private final ConcurrentHashMap<CommandId, Waiting> byId = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Bytes, Waiting> byEnvelope = new ConcurrentHashMap<>();
  private volatile @Nullable NodeRefusal refusing;

  /// An intake.
  ///
  /// @param now ledger time that a batch closed now would have
  /// @param earlier the result of a command that is durable already
  Intake(
      RuleBook rules,
      Machine machine,
      SignatureCheck signatures,
      Ordering ordering,
      Supplier<LedgerTime> now,
      Function<CommandId, Optional<Submitted.Decided>> earlier,
      NodeLimits limits) {
    this.rules = rules;
    this.machine = machine;
    this.signatures = signatures;
    this.ordering = ordering;
    this.now = now;
    this.earlier = earlier;
    this.waitingMax = limits.waitingMax();
    this.workers =
        Executors.newFixedThreadPool(
            limits.workers(), Thread.ofPlatform().name("kedge-verify-", 0).factory());
  }

  CompletableFuture<Submitted> submit(Bytes envelope) {
    NodeRefusal refusal = refusing;
    if (refusal == null && outstanding.get() >= waitingMax) {
      refusal = NodeRefusal.BUSY;
    }
    if (refusal != null) {
      return CompletableFuture.completedFuture(refused(refusal, Optional.empty()));
    }
    var answer = new CompletableFuture<Submitted>();
    outstanding.incrementAndGet();
    looking.incrementAndGet();
    try {
      workers.execute(() -> admitSafely(envelope, answer));
    } catch (RejectedExecutionException e) {
      looking.decrementAndGet();
      answer(answer, refused(NodeRefusal.CLOSED, Optional.empty()));
    }
    return answer;
  }

  private static Submitted refused(NodeRefusal refusal, Optional<CommandId> id) {
    return new Submitted.TurnedAway(id, refusal.code(), "");
  }

  private void answer(CompletableFuture<Submitted> to, Submitted with) {
    outstanding.decrementAndGet();
    to.complete(with);
  }

  private void admitSafely(Bytes envelope, CompletableFuture<Submitted> answer) {
    try {
      admit(envelope, answer);
    } catch (Throwable e) { // whoever waits is told, also where it is the program that failed
      outstanding.decrementAndGet();
      answer.completeExceptionally(e);
    } finally {
      looking.decrementAndGet();
    }
  }

  private void admit(Bytes envelope, CompletableFuture<Submitted> answer) {
    PreparedCommand command = machine.prepare(envelope, new VerifiedSignatures(signatures));
    Outcome early = command.early();
    ParsedCommand<?> parsed = command.parsed();
    if (early != null || parsed == null) {
      Optional<CommandId> id = command.readable() ? Optional.of(command.id()) : Optional.empty();
      String code = early == null ? CommandRefusal.MALFORMED.code() : early.code();
      String detail = early == null ? "" : early.detail();
      answer(answer, new Submitted.TurnedAway(id, code, detail));
      return;
    }
    long asked = machine.state().clock();
    Optional<Submitted.Decided> before = earlier.apply(command.id());
    if (before.isPresent()) {
      answer(answer, before.get());
      return;
    }
    try {
      rules.authenticate(parsed, machine.committed(), now.get(), command.check());
    } catch (RefusedException e) {
      answer(
          answer,
          new Submitted.TurnedAway(
              Optional.of(command.id()), e.refusal().code(), e.decision().detail()));
      return;
    }
    offer(new Waiting(envelope, command.askedAt(asked), answer));
  }

  private void offer(Waiting waiting) {
    CommandId id = waiting.command().id();
    Waiting first = byId.putIfAbsent(id, waiting);
    if (first != null) {
      follow(first, waiting.answer());
      return;
    }
    byEnvelope.put(waiting.envelope(), waiting);
    // If it was decided since it was looked for, execution finds it and answers with that result.
    if (refusing != null || !ordering.offer(waiting.envelope())) {
      byEnvelope.remove(waiting.envelope(), waiting);
      byId.remove(id, waiting);
      NodeRefusal why = refusing == null ? NodeRefusal.BUSY : refusing;
      answer(waiting.answer(), refused(why, Optional.of(id)));
    }
  }

  /// The same command is on its way already: both get its result.
  private void follow(Waiting first, CompletableFuture<Submitted> answer) {
    var _ =
        first
            .answer()
            .whenComplete(
                (result, failure) -> {
                  outstanding.decrementAndGet();
                  if (failure == null) {
                    answer.complete(result);
                  } else {
                    answer.completeExceptionally(failure);
                  }
                });
  }

  /// The command of ordered bytes: as it was looked at when it came in here, or looked at now.
  PreparedCommand ordered(Bytes envelope) {
    Waiting waiting = byEnvelope.remove(envelope);
    return waiting != null
        ? waiting.command()
        : machine.prepare(envelope, new VerifiedSignatures(signatures));
  }

  /// Tells the result of a durable command to who waits for it here.
  void decided(PreparedCommand command, Supplier<Submitted> result) {
    Waiting waiting = byId.get(command.id());
    if (waiting != null && isSame(waiting.command(), command)) {
      Submitted told = result.get();
      byId.remove(command.id(), waiting);
      answer(waiting.answer(), told);
    }
  }

  @SuppressWarnings("ReferenceEquality") // another envelope of the same id is not the one offered
  private static boolean isSame(PreparedCommand offered, PreparedCommand ordered) {
    return offered == ordered;
  }

  /// True while commands are being looked at, or wait to be.
  boolean isLooking() {
    return looking.get() > 0;
  }

  /// True where nobody waits for a result.
  boolean isIdle() {
    return outstanding.get() == 0;
  }

  /// Turns everything away from now on. Answers whether that is new.
  synchronized boolean refuse(NodeRefusal refusal) {
    boolean changes = refusing != refusal && refusing != NodeRefusal.CLOSED;
    if (changes) {
      refusing = refusal;
    }
    return changes;
  }

  /// Takes commands in again if it was for want of space that it did not.
  synchronized void spaceAgain() {
    if (refusing == NodeRefusal.STORAGE_FULL) {
      refusing = null;
    }
  }

  /// Waits until everything that came in has been offered or turned away; takes nothing in again.
  void drain() {
    workers.shutdown();
    boolean done = false;
    while (!done) {
      try {
        done = workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Tells everybody who still waits that there will be no result here.
  void fail(NodeFault fault) {
    workers.shutdown(); // what waits in it still is turned away
    byEnvelope.clear();
    for (Waiting waiting : byId.values()) {
      if (byId.remove(waiting.command().id(), waiting)) {
        outstanding.decrementAndGet();
        waiting.answer().completeExceptionally(fault);
      }
    }
  }
}
