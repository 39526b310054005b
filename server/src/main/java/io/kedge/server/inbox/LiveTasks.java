package io.kedge.server.inbox;

import io.kedge.server.access.Caller;
import io.kedge.server.jobs.WorkListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Tells open browsers by server-sent events that what waits for them changed, at most once a
/// second
/// for each, and every fifteen seconds that the line is alive.
@Component
final class LiveTasks implements WorkListener, SmartLifecycle {
  private static final long TICK_MILLIS = 1_000;
  private static final int ALIVE_TICKS = 15;
  private static final long OPEN_MILLIS = 30 * 60_000L;

  private final Tasks tasks;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  LiveTasks(Tasks tasks) {
    this.tasks = tasks;
  }

  /// One open browser.
  private static final class Line {
    private final Caller caller;
    private final SseEmitter emitter;
    private final java.util.function.LongSupplier now;
    private volatile boolean dirty = true;
    private int seen;

    Line(Caller caller, SseEmitter emitter, java.util.function.LongSupplier now) {
      this.caller = caller;
      this.emitter = emitter;
      this.now = now;
    }
  }

  /// Opens a line.
  ///
  /// @param now the ledger's time, epoch milliseconds
  SseEmitter open(Caller caller, java.util.function.LongSupplier now) {
    var emitter = new SseEmitter(OPEN_MILLIS);
    var line = new Line(caller, emitter, now);
    emitter.onCompletion(() -> lines.remove(line));
    emitter.onTimeout(emitter::complete);
    emitter.onError(_ -> lines.remove(line));
    lines.add(line);
    return emitter;
  }

  @Override
  public void followed(String ledger) {
    lines.stream()
        .filter(line -> line.caller.ledger().equals(ledger))
        .forEach(line -> line.dirty = true);
  }

  /// Approvals change without a block.
  void changed(Caller caller) {
    lines.stream()
        .filter(line -> line.caller.ledger().equals(caller.ledger()))
        .filter(line -> line.caller.party().equals(caller.party()))
        .forEach(line -> line.dirty = true);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("kedge-live-tasks").start(this::run);
  }

  private void run() {
    int tick = 0;
    while (running) {
      tick++;
      boolean alive = tick % ALIVE_TICKS == 0;
      lines.forEach(line -> send(line, alive));
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void send(Line line, boolean alive) {
    try {
      if (line.dirty) {
        line.dirty = false;
        List<Tasks.Task> waiting = tasks.of(line.caller, line.now.getAsLong());
        int shown = waiting.hashCode();
        if (shown != line.seen) {
          line.seen = shown;
          line.emitter.send(
              SseEmitter.event().name("tasks").data("{\"count\":" + waiting.size() + "}"));
          return;
        }
      }
      if (alive) {
        line.emitter.send(SseEmitter.event().comment("alive"));
      }
    } catch (IOException | RuntimeException e) {
      lines.remove(line);
      line.emitter.completeWithError(e);
    }
  }

  @Override
  public void stop() {
    running = false;
    lines.forEach(line -> line.emitter.complete());
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
