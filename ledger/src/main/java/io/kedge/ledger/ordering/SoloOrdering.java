package io.kedge.ledger.ordering;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.disk.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process orders: a thread takes what is there, without waiting for more, and hands it over as
/// a batch. There are no empty batches.
public final class SoloOrdering implements Ordering {
  /// The most commands of a batch.
  public static final int COMMANDS_MAX = 2_000;

  /// The most bytes of a batch; one command always fits.
  public static final int BYTES_MAX = 2 << 20;

  private static final int WAITING_MAX = 50_000;

  /// Ends the queue. Compared by identity.
  private static final Bytes END = Bytes.of((byte) 0);

  private final Clock clock;
  private final LinkedBlockingQueue<Bytes> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
  private volatile boolean closed;
  private @Nullable Thread thread;
  private @Nullable Bytes held;

  /// An ordering by this process.
  ///
  /// @param clock where ledger time comes from; it never makes ledger time go back
  public SoloOrdering(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void start(Tip last, Sink sink) {
    thread = Thread.ofPlatform().name("kedge-ordering").start(() -> run(last, sink));
  }

  @Override
  public boolean offer(Bytes envelope) {
    return !closed && waiting.offer(envelope);
  }

  @Override
  public void durable(Tip tip) {
    // Only this process orders: nobody else is to be told.
  }

  private void run(Tip last, Sink sink) {
    long number = last.number();
    LedgerTime time = last.time();
    try {
      while (true) {
        Bytes first = held == null ? waiting.take() : held;
        held = null;
        if (isEnd(first)) {
          return;
        }
        List<Bytes> commands = take(first);
        time = later(time, clock.millis());
        number++;
        sink.batch(new Batch(number, time, commands));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LedgerTime later(LedgerTime previous, long millis) {
    long now = Math.clamp(millis, 0, LedgerTime.NEVER.millis());
    return now > previous.millis() ? new LedgerTime(now) : previous;
  }

  /// Takes what is there, up to the limits.
  private List<Bytes> take(Bytes first) {
    var commands = new ArrayList<Bytes>();
    commands.add(first);
    long bytes = first.size();
    while (commands.size() < COMMANDS_MAX) {
      Bytes next = waiting.poll();
      if (next == null) {
        break;
      }
      if (isEnd(next) || bytes + next.size() > BYTES_MAX) {
        held = next;
        break;
      }
      commands.add(next);
      bytes += next.size();
    }
    return commands;
  }

  @SuppressWarnings("ReferenceEquality") // the mark is this very object
  private static boolean isEnd(Bytes next) {
    return next == END;
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running == null || running.equals(Thread.currentThread())) {
      return;
    }
    try {
      while (running.isAlive() && !waiting.offer(END, 50, TimeUnit.MILLISECONDS)) {
        // The queue is full; the thread makes room or has ended.
      }
      running.join();
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
