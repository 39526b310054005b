package io.kedge.server.store;

import io.kedge.projection.LedgerSchema;
import io.kedge.projection.Position;
import io.kedge.projection.Projection;
import io.kedge.projection.ProjectionListener;
import io.kedge.projection.Projector;
import io.kedge.projection.ProjectorStatus;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Rebuild;
import io.kedge.projection.database.Database;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;

/// The read models of the ledgers, each following its ledger.
public final class LedgerReads implements AutoCloseable {
  /// How long a request waits at most for the read models to be where its command is.
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(5);

  private final Database database;
  private final List<Projection> projections;
  private final Map<String, Projector> projectors = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /// Hears of blocks of any ledger once they can be queried.
  @FunctionalInterface
  public interface Listener {
    /// Called from the projector's thread, in order; it should be quick.
    ///
    /// @param ledger the ledger's name
    /// @param blocks the new blocks, in order
    void projected(String ledger, Position position, List<io.kedge.projection.FinalBlock> blocks);
  }

  LedgerReads(Database database, LedgerGateway gateway, List<Projection> projections) {
    this.database = database;
    this.projections = List.copyOf(projections);
    try {
      gateway.ledgers().forEach(this::follow);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Begins to follow a ledger that is new on this server.
  public void follow(HostedLedger ledger) {
    var models =
        new ReadModels(
            database,
            ledger.genesis(),
            LedgerSchema.of(ledger.genesis()),
            projections,
            InstantSource.system());
    Projector projector = Projector.start(models, new GatewayBlocks(ledger));
    projector.listen(told(ledger.name()));
    projectors.put(ledger.name(), projector);
  }

  private ProjectionListener told(String ledger) {
    return (position, blocks) ->
        listeners.forEach(listener -> listener.projected(ledger, position, blocks));
  }

  /// Tells a listener of every new block of every ledger.
  ///
  /// @return ends it
  public Runnable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Queries in the read models of a ledger.
  public DSLContext db(String ledger) {
    return projector(ledger).models().db();
  }

  /// The read models of a ledger.
  public ReadModels models(String ledger) {
    return projector(ledger).models();
  }

  /// How far the read models of a ledger are.
  public long height(String ledger) {
    return projector(ledger).status().height();
  }

  /// What the projector of a ledger does.
  public ProjectorStatus status(String ledger) {
    return projector(ledger).status();
  }

  /// Waits until a block can be queried, for a while.
  ///
  /// @return false where it cannot be yet
  public boolean awaitVisible(String ledger, long height) {
    try {
      return projector(ledger).awaitHeight(height, VISIBLE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Builds the read models of a ledger anew; the living ones answer meanwhile.
  public Position rebuild(String ledger, Rebuild.Progress progress) {
    return projector(ledger).rebuild(progress);
  }

  private Projector projector(String ledger) {
    Projector projector = projectors.get(ledger);
    if (projector == null) {
      throw new Problem(ProblemCode.NOT_FOUND, "no ledger " + ledger);
    }
    return projector;
  }

  @Override
  public void close() {
    projectors.values().forEach(Projector::close);
  }
}
