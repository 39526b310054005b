package io.kedge.projection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Follows a ledger: puts its final blocks into the read models, in order, on a thread of its own.
///
/// It keeps the position nowhere but in the database, so it goes on after a crash at exactly the
/// next block. A database that is away is waited for. What does not pass by waiting stops it, by
/// name ([ProjectionRefusal]); the ledger goes on, and the read models keep stating their height.
public final class Projector implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Projector.class.getName());
  private static final int GROUP_BLOCKS = 256;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS_MIN = 100;
  private static final long PAUSE_MILLIS_MAX = 5_000;

  private final ReadModels models;
  private final BlockSource source;
  private final List<ProjectionListener> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private ProjectorStatus status;
  private volatile boolean closing;

  private Projector(ReadModels models, BlockSource source) {
    this.models = models;
    this.source = source;
    status = new ProjectorStatus(ProjectorStatus.State.RUNNING, 0, 0, Optional.empty());
    thread =
        Thread.ofPlatform()
            .name("projector-" + models.schema().name())
            .daemon()
            .unstarted(this::run);
  }

  /// Starts to follow. The schema is made and migrated before this returns.
  ///
  /// @throws ProjectionRefusedException where the schema is of another ledger or history
  public static Projector start(ReadModels models, BlockSource source) {
    Position position = models.open();
    requireSameHistory(source, position);
    var projector = new Projector(models, source);
    projector.reached(position);
    projector.thread.start();
    return projector;
  }

  /// Refuses a ledger that is not the one the read models were made of.
  static void requireSameHistory(BlockSource source, Position position) {
    if (position.height() == 0) {
      return;
    }
    if (position.height() > source.height()) {
      throw new ProjectionRefusedException(
          ProjectionRefusal.AHEAD_OF_LEDGER,
          "projected up to " + position.height() + ", the ledger is at " + source.height());
    }
    FinalBlock last = source.read(position.height(), 1).getFirst();
    ReadModels.requireHash(position.headerHash(), last.headerHash(), position.height());
  }

  private void run() {
    long pause = PAUSE_MILLIS_MIN;
    while (!closing) {
      try {
        follow();
      } catch (InterruptedException _) {
        closing = true; // close() interrupts
      } catch (RuntimeException e) {
        if (closing) {
          break;
        }
        if (!LostConnection.is(e)) {
          refuse(e);
          return;
        }
        LOG.log(System.Logger.Level.WARNING, "the database is away: " + e.getMessage());
        become(ProjectorStatus.State.WAITING_FOR_DATABASE, Optional.ofNullable(e.getMessage()));
        closing |= !slept(pause);
        pause = Math.min(pause * 2, PAUSE_MILLIS_MAX);
        continue;
      }
      pause = PAUSE_MILLIS_MIN;
    }
    become(ProjectorStatus.State.CLOSED, Optional.empty());
  }

  /// Follows until closed.
  private void follow() throws InterruptedException {
    Position position = models.position();
    reached(position);
    while (!closing) {
      List<FinalBlock> group = source.read(position.height() + 1, GROUP_BLOCKS);
      if (group.isEmpty()) {
        source.awaitAbove(position.height(), LOOK_EVERY);
        continue;
      }
      position = models.apply(group);
      reached(position);
      tell(position, group);
    }
  }

  private void tell(Position position, List<FinalBlock> blocks) {
    for (ProjectionListener listener : listeners) {
      try {
        listener.projected(position, blocks);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a listener failed at block " + position.height(), e);
      }
    }
  }

  private void refuse(RuntimeException e) {
    LOG.log(System.Logger.Level.ERROR, "the read models stop: " + e.getMessage(), e);
    become(ProjectorStatus.State.REFUSED, Optional.of(String.valueOf(e.getMessage())));
  }

  private boolean slept(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException _) {
      return false; // close() interrupts
    }
  }

  private synchronized void reached(Position position) {
    status =
        new ProjectorStatus(
            ProjectorStatus.State.RUNNING,
            position.height(),
            Math.max(source.height(), position.height()),
            Optional.empty());
    notifyAll();
  }

  private synchronized void become(ProjectorStatus.State state, Optional<String> problem) {
    status = new ProjectorStatus(state, status.height(), status.ledgerHeight(), problem);
    notifyAll();
  }

  /// What it does at the moment.
  public synchronized ProjectorStatus status() {
    return new ProjectorStatus(
        status.state(),
        status.height(),
        Math.max(source.height(), status.height()),
        status.problem());
  }

  /// Waits until a block is in the read models.
  ///
  /// @return false where it is not there in time, or the projector has stopped
  public synchronized boolean awaitHeight(long height, Duration atMost)
      throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (status.height() < height) {
      long left = until - System.nanoTime();
      if (left <= 0
          || status.state() == ProjectorStatus.State.REFUSED
          || status.state() == ProjectorStatus.State.CLOSED) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
  }

  /// Tells a listener of every group of blocks from now on.
  ///
  /// @return ends it
  public Runnable listen(ProjectionListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// The read models it feeds.
  public ReadModels models() {
    return models;
  }

  /// Builds the read models anew beside the living ones and puts them in their place.
  public Position rebuild(Rebuild.Progress progress) {
    return new Rebuild(models, source).run(progress);
  }

  /// Ends it; the group of blocks on its way is wholly in or wholly out.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
