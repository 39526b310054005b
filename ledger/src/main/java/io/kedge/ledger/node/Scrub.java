package io.kedge.ledger.node;

import io.kedge.ledger.disk.DiskFull;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.state.StateStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads everything a node keeps, again and again and slowly, on a thread that nothing waits for. A
/// fault it finds stops nothing; it is told by name.
final class Scrub {
  private static final System.Logger LOG = System.getLogger(Scrub.class.getName());
  private static final long BREATHS_A_SECOND = 20;

  private final NodeParts parts;
  private final GenesisState genesis;
  private final VerifierKey key;
  private final StateStore state;
  private final ScrubPolicy policy;
  private final Object pause = new Object();
  private volatile Optional<ScrubReport> last;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  Scrub(NodeParts parts, GenesisState genesis, VerifierKey key, StateStore state)
      throws IOException {
    this.parts = parts;
    this.genesis = genesis;
    this.key = key;
    this.state = state;
    this.policy = parts.limits().scrub();
    this.last = ScrubReport.find(parts.disk());
  }

  void start() {
    if (policy.bytesPerSecond() > 0) {
      thread = Thread.ofPlatform().name("kedge-scrub").daemon().start(this::run);
    }
  }

  Optional<ScrubReport> last() {
    return last;
  }

  private void run() {
    try {
      rest(policy.firstAfterMillis());
      while (!stopped) {
        var breath = new Breath(Math.max(1, policy.bytesPerSecond() / BREATHS_A_SECOND));
        passQuietly(breath);
        rest(Math.max(1, policy.pauseMillis()));
      }
    } catch (InterruptedException e) {
      // The node is being closed.
    }
  }

  /// Waits a moment whenever so many bytes were read.
  private final class Breath implements ScrubPass.Pace {
    private final long bytesMax;
    private long read;

    Breath(long bytesMax) {
      this.bytesMax = bytesMax;
    }

    @Override
    public void read(long bytes) throws InterruptedException {
      read += bytes;
      if (read >= bytesMax) {
        rest(read / bytesMax * (1_000 / BREATHS_A_SECOND));
        read %= bytesMax;
      }
    }
  }

  private void rest(long millis) throws InterruptedException {
    synchronized (pause) {
      if (!stopped) {
        TimeUnit.MILLISECONDS.timedWait(pause, millis);
      }
    }
    if (stopped) {
      throw new InterruptedException("the node is being closed");
    }
  }

  private void passQuietly(ScrubPass.Pace pace) throws InterruptedException {
    try {
      pass(pace).faults().forEach(fault -> LOG.log(System.Logger.Level.WARNING, "{0}", fault));
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a scrub was not finished: {0}", e.toString());
    }
  }

  /// Reads everything once; the report is kept when it is finished.
  synchronized ScrubReport pass(ScrubPass.Pace pace) throws IOException, InterruptedException {
    var pass = new ScrubPass(parts.disk(), genesis, key, state, pace);
    ScrubReport report = pass.run(parts.clock().millis());
    last = Optional.of(report);
    try {
      SmallFile.replace(parts.disk(), ScrubReport.FILE, report.encoded());
    } catch (DiskFull e) {
      LOG.log(System.Logger.Level.WARNING, "no space for " + ScrubReport.FILE);
    }
    return report;
  }

  /// Ends the pass that is under way, and begins no more.
  void close() {
    stopped = true;
    synchronized (pause) {
      pause.notifyAll();
    }
    Thread running = thread;
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
