package io.kedge.ledger.ordering;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.ledger.disk.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One process orders: a thread takes what is there and hands it over as a batch; while more is
/// about to come it waits a few milliseconds. There are no empty batches.
public final class SoloOrdering implements Ordering {
  /// The most commands of a batch.
  public static final int COMMANDS_MAX = 2_000;

  /// The most bytes of a batch; one command always fits.
  public static final int BYTES_MAX = 2 << 20;

  private static final int WAITING_MAX = 50_000;

  /// A batch of this many is not worth waiting for more.
  private static final int COMMANDS_ENOUGH = 256;

  private static final int LOOKS_MAX = 20;
  private static final long LOOK_NANOS = 250_000;

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
        List<Bytes> commands = take(first, sink);
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

  /// Takes what is there, up to the limits, and what comes soon.
  private List<Bytes> take(Bytes first, Sink sink) {
    var batch = new Filling(first);
    boolean room = batch.takeWaiting();
    int looks = 0;
    while (room
        && looks < LOOKS_MAX
        && batch.commands.size() < COMMANDS_ENOUGH
        && sink.isMoreComing()) {
      looks++;
      LockSupport.parkNanos(LOOK_NANOS);
      room = batch.takeWaiting() && !Thread.currentThread().isInterrupted();
    }
    return batch.commands;
  }

  /// A batch while it is put together.
  private final class Filling {
    final List<Bytes> commands = new ArrayList<>();
    private long bytes;

    Filling(Bytes first) {
      add(first);
    }

    /// Takes what waits; answers false where the batch is full or the last.
    boolean takeWaiting() {
      while (commands.size() < COMMANDS_MAX) {
        Bytes next = waiting.poll();
        if (next == null) {
          return true;
        }
        if (isEnd(next) || bytes + next.size() > BYTES_MAX) {
          held = next;
          return false;
        }
        add(next);
      }
      return false;
    }

    private void add(Bytes command) {
      commands.add(command);
      bytes += command.size();
    }
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
