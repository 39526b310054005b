package io.kedge.projection;

import io.kedge.contract.Event;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Digest;
import io.kedge.projection.database.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/// One ledger's read models in one schema: takes the next blocks, all of a group or nothing.
///
/// The position is written in the transaction of the rows it counts, and every transaction begins
/// by locking it. So whatever ends a process, the next block to come is exactly the one after the
/// last that is in the rows; and where two processes project one ledger, no block comes twice.
public final class ReadModels {
  private final Database database;
  private final Genesis genesis;
  private final LedgerSchema schema;
  private final List<Projection> projections;
  private final Map<String, List<Projection>> byTag;
  private final InstantSource clock;
  private final List<BiConsumer<DSLContext, LedgerSchema>> whenSwapped =
      new CopyOnWriteArrayList<>();

  /// Read models in a schema.
  ///
  /// @param clock says when the position was written, for people only
  public ReadModels(
      Database database,
      Genesis genesis,
      LedgerSchema schema,
      List<Projection> projections,
      InstantSource clock) {
    this.database = database;
    this.genesis = genesis;
    this.schema = schema;
    this.projections = List.copyOf(projections);
    this.clock = clock;
    byTag = new HashMap<>();
    for (Projection projection : projections) {
      for (String tag : projection.tags()) {
        byTag.computeIfAbsent(tag, _ -> new ArrayList<>()).add(projection);
      }
    }
  }

  /// The same read models in another schema.
  ReadModels in(LedgerSchema other) {
    return new ReadModels(database, genesis, other, projections, clock);
  }

  /// Has something done whenever a rebuilt schema takes the place of the old one, in the very
  /// transaction that does it; for example privileges, which a rebuilt schema lacks.
  public void whenSwapped(BiConsumer<DSLContext, LedgerSchema> action) {
    whenSwapped.add(action);
  }

  void swapped(DSLContext db) {
    whenSwapped.forEach(action -> action.accept(db, schema));
  }

  /// The schema they are in.
  public LedgerSchema schema() {
    return schema;
  }

  Database database() {
    return database;
  }

  Genesis genesis() {
    return genesis;
  }

  /// Queries in their schema.
  public DSLContext db() {
    return schema.in(database);
  }

  /// Makes the schema where it is not there, brings it to the newest migration and writes what the
  /// ledger begins with.
  ///
  /// @return how far they are
  public Position open() {
    schema.migrate(database);
    return db().transactionResult(
            inside -> {
              DSLContext db = inside.dsl();
              Optional<Position> position = BlockTables.lockPosition(db, genesis.ledgerId());
              if (position.isPresent()) {
                return position.get();
              }
              for (Projection projection : projections) {
                projection.begin(db, genesis);
              }
              return BlockTables.begin(db, genesis, clock.millis());
            });
  }

  /// How far they are.
  ///
  /// @throws IllegalStateException where they were never opened
  public Position position() {
    return BlockTables.position(db(), genesis.ledgerId()).orElseThrow(ReadModels::notOpened);
  }

  /// Reads rows and position as they are at one moment: what is answered is of exactly the height
  /// it
  /// says.
  public <T> T read(BiFunction<DSLContext, Position, T> query) {
    return db().transactionResult(
            inside -> {
              DSLContext db = inside.dsl();
              db.execute("set transaction isolation level repeatable read, read only");
              Position position =
                  BlockTables.position(db, genesis.ledgerId()).orElseThrow(ReadModels::notOpened);
              return query.apply(db, position);
            });
  }

  /// Puts the next blocks in, all or none of them.
  ///
  /// @param group blocks in order; those that are in already are passed over
  /// @return how far they are now
  /// @throws ProjectionRefusedException where a block does not follow, or cannot be projected
  public Position apply(List<FinalBlock> group) {
    return db().transactionResult(inside -> apply(inside.dsl(), group));
  }

  /// The same inside a transaction that is there.
  Position apply(DSLContext db, List<FinalBlock> group) {
    Position position =
        BlockTables.lockPosition(db, genesis.ledgerId()).orElseThrow(ReadModels::notOpened);
    var fresh = new ArrayList<FinalBlock>();
    for (FinalBlock block : group) {
      if (block.height() <= position.height() && fresh.isEmpty()) {
        requireSame(block, position);
      } else {
        requireNext(block, position);
        fresh.add(block);
        position = Position.of(block);
      }
    }
    if (!fresh.isEmpty()) {
      BlockTables.write(db, fresh);
      fresh.forEach(block -> project(db, block));
      BlockTables.advance(db, position, clock.millis());
    }
    return position;
  }

  private static void requireSame(FinalBlock block, Position position) {
    if (block.height() == position.height()) {
      requireHash(position.headerHash(), block.headerHash(), block.height());
    }
  }

  private static void requireNext(FinalBlock block, Position position) {
    if (block.height() != position.height() + 1) {
      throw new ProjectionRefusedException(
          ProjectionRefusal.GAP,
          "block " + block.height() + " does not follow block " + position.height());
    }
    requireHash(position.headerHash(), block.previousHash(), position.height());
  }

  /// Refuses where a block's header is not the one that was projected.
  static void requireHash(Digest projected, Digest told, long height) {
    if (!projected.equals(told)) {
      throw new ProjectionRefusedException(
          ProjectionRefusal.OTHER_HISTORY,
          "the header of block "
              + height
              + " is "
              + told.bytes().hex()
              + ", projected was "
              + projected.bytes().hex());
    }
  }

  private void project(DSLContext db, FinalBlock block) {
    for (FinalCommand command : block.commands()) {
      int n = 0;
      for (Event event : command.events()) {
        var position = new EventPosition(block, command, n++);
        for (Projection projection : byTag.getOrDefault(event.tag(), List.of())) {
          project(db, projection, event, position);
        }
      }
    }
  }

  private static void project(
      DSLContext db, Projection projection, Event event, EventPosition position) {
    try {
      projection.apply(db, event, position);
    } catch (DataAccessException e) {
      throw LostConnection.is(e) ? e : notProjected(projection, event, position, e);
    } catch (RuntimeException e) {
      throw notProjected(projection, event, position, e);
    }
  }

  private static ProjectionRefusedException notProjected(
      Projection projection, Event event, EventPosition position, RuntimeException cause) {
    return new ProjectionRefusedException(
        ProjectionRefusal.EVENT_NOT_PROJECTED,
        projection.name()
            + " at event "
            + event.tag()
            + " ("
            + position.height()
            + ", "
            + position.command().index()
            + ", "
            + position.n()
            + "): "
            + cause.getMessage(),
        cause);
  }

  private static IllegalStateException notOpened() {
    return new IllegalStateException("the read models were never opened");
  }
}
