package io.kedge.projection;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;

/// Builds read models from zero in a fresh schema, while the old ones serve, and swaps the two by
/// renaming. What a rebuild that was cut off has left is removed by the next.
public final class Rebuild {
  private static final int GROUP_BLOCKS = 256;

  /// A rebuild catches up outside the swap until it is at most so many blocks behind.
  private static final int BLOCKS_IN_SWAP = 64;

  private final ReadModels live;
  private final BlockSource source;

  /// Hears how far a rebuild is.
  @FunctionalInterface
  public interface Progress {
    /// Called after every group of blocks.
    ///
    /// @param height the last block that is in
    /// @param of the ledger's height at this moment
    void at(long height, long of);
  }

  /// A rebuild of the given read models.
  public Rebuild(ReadModels live, BlockSource source) {
    this.live = live;
    this.source = source;
  }

  /// Rebuilds and swaps.
  ///
  /// @return how far the new read models are: at least as far as the old ones were
  public Position run(Progress progress) {
    LedgerSchema next = live.schema().next();
    drop(live.database().jooq(), next);
    ReadModels fresh = live.in(next);
    Position position = fresh.open();
    do {
      position = catchUp(fresh, position, progress);
    } while (source.height() - position.height() > BLOCKS_IN_SWAP);
    Position swapped = swap(fresh);
    drop(live.database().jooq(), live.schema().old());
    progress.at(swapped.height(), Math.max(source.height(), swapped.height()));
    return swapped;
  }

  private Position catchUp(ReadModels fresh, Position from, Progress progress) {
    Position position = from;
    long target = source.height();
    while (position.height() < target) {
      List<FinalBlock> group = source.read(position.height() + 1, GROUP_BLOCKS);
      if (group.isEmpty()) {
        return position;
      }
      position = fresh.apply(group);
      progress.at(position.height(), Math.max(target, position.height()));
    }
    return position;
  }

  /// Puts the new schema in the place of the old. The lock on the old position holds the projector
  /// back, so that the new one gets exactly what the old one had, or more.
  private Position swap(ReadModels fresh) {
    return live.database()
        .jooq()
        .transactionResult(
            inside -> {
              DSLContext any = inside.dsl();
              String held = "select height from {0} for update";
              Name table = DSL.name(live.schema().name(), "position");
              Long old = any.resultQuery(held, table).fetchOne(0, Long.class);
              Position position = lastBlocks(fresh, old == null ? 0 : old);
              drop(any, live.schema().old());
              rename(any, live.schema(), live.schema().old());
              rename(any, fresh.schema(), live.schema());
              live.swapped(any);
              return position;
            });
  }

  private Position lastBlocks(ReadModels fresh, long atLeast) {
    Position position = fresh.position();
    while (position.height() < atLeast) {
      position = fresh.apply(source.read(position.height() + 1, GROUP_BLOCKS));
    }
    return position;
  }

  private static void rename(DSLContext db, LedgerSchema from, LedgerSchema to) {
    db.alterSchema(DSL.name(from.name())).renameTo(DSL.name(to.name())).execute();
  }

  private static void drop(DSLContext db, LedgerSchema schema) {
    db.dropSchemaIfExists(DSL.name(schema.name())).cascade().execute();
  }
}
