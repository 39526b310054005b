package io.kedge.ledger.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A thread that works off a bounded queue, taking what is there. Whoever puts into a full queue
/// waits; after a failure nobody does.
final class Stage<T> {
  /// Does the work of a stage.
  @FunctionalInterface
  interface Work<T> {
    /// Works off some items, in order.
    void run(List<T> items) throws Exception;
  }

  /// Work that may wait a moment for more of its kind, and must be done before a rest.
  interface Owed {
    /// True where there is some.
    boolean isOwed();

    /// Does it.
    void settle() throws Exception;

    /// None ever.
    Owed NOTHING =
        new Owed() {
          @Override
          public boolean isOwed() {
            return false;
          }

          @Override
          public void settle() {
            // There is never anything to do.
          }
        };
  }

  private static final long OWED_MILLIS = 5;

  private final ArrayBlockingQueue<Optional<T>> queue;
  private final int takenMax;
  private final Work<T> work;
  private final Owed owed;
  private final Consumer<Throwable> failed;
  private final Thread thread;
  private final AtomicBoolean stopped = new AtomicBoolean();

  Stage(
      String name,
      int queueMax,
      int takenMax,
      Work<T> work,
      Owed owed,
      Consumer<Throwable> failed) {
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.takenMax = takenMax;
    this.work = work;
    this.owed = owed;
    this.failed = failed;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Puts an item in, waiting while the queue is full. Does nothing once the stage has stopped.
  void put(T item) throws InterruptedException {
    put(Optional.of(item));
  }

  private void put(Optional<T> item) throws InterruptedException {
    while (!stopped.get() && !queue.offer(item, 100, TimeUnit.MILLISECONDS)) {
      // Full: wait on, unless the stage stopped meanwhile.
    }
  }

  /// True where nothing waits.
  boolean isIdle() {
    return queue.isEmpty();
  }

  boolean isStopped() {
    return stopped.get();
  }

  /// Works off what is there and ends.
  void finish() throws InterruptedException {
    put(Optional.empty());
    if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
      thread.join();
    }
  }

  /// Ends without working off what is there.
  void abandon() {
    stopped.set(true);
    queue.clear();
    if (!thread.equals(Thread.currentThread())) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      boolean more = true;
      while (more && !stopped.get()) {
        var taken = new ArrayList<Optional<T>>();
        taken.add(take());
        queue.drainTo(taken, takenMax - 1);
        List<T> items = taken.stream().flatMap(Optional::stream).toList();
        more = items.size() == taken.size();
        if (!items.isEmpty()) {
          work.run(items);
        }
      }
    } catch (Throwable e) {
      report(e);
    } finally {
      stopped.set(true);
      queue.clear();
    }
  }

  private Optional<T> take() throws Exception {
    while (owed.isOwed()) {
      Optional<T> soon = queue.poll(OWED_MILLIS, TimeUnit.MILLISECONDS);
      if (soon != null) {
        return soon;
      }
      owed.settle();
    }
    return queue.take();
  }

  private void report(@Nullable Throwable e) {
    if (e != null && !stopped.get()) {
      failed.accept(e);
    }
  }
}
