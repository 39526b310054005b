package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.GIFTS;
import static io.kedge.projection.jooq.Tables.ORDERS;
import static io.kedge.projection.jooq.Tables.TRADES;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.projection.Listing;
import io.kedge.projection.OwnRows;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.GiftsRecord;
import io.kedge.projection.jooq.tables.records.OrdersRecord;
import io.kedge.projection.jooq.tables.records.TradesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/// Reads orders, trades and gifts. They belong to their two sides; the open orders of an issue, by
/// price, and the prices that were traded are told to everybody, without names.
public final class TradingQueries {
  private static final Listing NEWEST_ORDERS = Listing.descending(ORDERS.PLACED_AT, ORDERS.ID);
  private static final Listing NEWEST_TRADES =
      Listing.descending(TRADES.HEIGHT, TRADES.COMMAND_INDEX, TRADES.N);
  private static final Listing NEWEST_GIFTS = Listing.descending(GIFTS.OFFERED_AT, GIFTS.ID);

  /// How many prices of each side a book tells.
  public static final int LEVELS = 50;

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public TradingQueries(ReadModels models) {
    this.models = models;
  }

  /// Which rows a list has; all conditions hold together.
  ///
  /// @param party only those in which this party has a part
  /// @param issue only those of this issue
  /// @param state only those in this state
  public record Filter(Optional<String> party, Optional<String> issue, Optional<String> state) {
    /// Everything.
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// One price of a book.
  ///
  /// @param price the limit
  /// @param units open units at it
  /// @param orders how many orders
  public record Level(long price, long units, int orders) {}

  /// The open orders of an issue by price, without those that name a counterparty.
  ///
  /// @param bids the highest first
  /// @param asks the lowest first
  /// @param height the read models' height
  public record Book(List<Level> bids, List<Level> asks, long height) {}

  /// Orders that the viewer may see, the newest first.
  public Page<OrdersRecord> orders(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_ORDERS.fetch(
                db.selectFrom(ORDERS)
                    .where(orderSeen(viewer))
                    .and(filter.party().map(ORDERS.OWNER::eq).orElse(DSL.noCondition()))
                    .and(filter.issue().map(ORDERS.ISSUE::eq).orElse(DSL.noCondition()))
                    .and(filter.state().map(ORDERS.STATE::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  private static Condition orderSeen(Viewer viewer) {
    return OwnRows.of(viewer, List.of(ORDERS.OWNER, ORDERS.EXECUTOR, ORDERS.COUNTERPARTY));
  }

  /// One order that the viewer may see, by the lock it began with or the one it has now.
  public Optional<OrdersRecord> order(Viewer viewer, LockId id) {
    return models
        .db()
        .selectFrom(ORDERS)
        .where(ORDERS.ID.eq(id.value()).or(ORDERS.LOCK.eq(id.value())))
        .and(orderSeen(viewer))
        .fetchOptional();
  }

  /// The open orders of an issue by price.
  public Book book(InstrumentId issue) {
    return models.read(
        (db, position) ->
            new Book(
                levels(db, issue, "BUY", true),
                levels(db, issue, "SELL", false),
                position.height()));
  }

  private static List<Level> levels(
      org.jooq.DSLContext db, InstrumentId issue, String side, boolean highest) {
    var units = DSL.sum(ORDERS.OPEN);
    var count = DSL.count();
    return db.select(ORDERS.LIMIT_PRICE, units, count)
        .from(ORDERS)
        .where(ORDERS.ISSUE.eq(issue.value()))
        .and(ORDERS.SIDE.eq(side))
        .and(ORDERS.STATE.eq("OPEN"))
        .and(ORDERS.COUNTERPARTY.isNull())
        .groupBy(ORDERS.LIMIT_PRICE)
        .orderBy(highest ? ORDERS.LIMIT_PRICE.desc() : ORDERS.LIMIT_PRICE.asc())
        .limit(LEVELS)
        .fetch(row -> new Level(row.value1(), row.value2().longValueExact(), row.value3()));
  }

  /// Trades in which the viewer has a part, the newest first.
  public Page<TradesRecord> trades(
      Viewer viewer, Filter filter, Optional<String> order, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_TRADES.fetch(
                db.selectFrom(TRADES)
                    .where(OwnRows.of(viewer, List.of(TRADES.SELLER, TRADES.BUYER)))
                    .and(
                        filter
                            .party()
                            .map(p -> TRADES.SELLER.eq(p).or(TRADES.BUYER.eq(p)))
                            .orElse(DSL.noCondition()))
                    .and(
                        order
                            .map(o -> TRADES.SELL.eq(o).or(TRADES.BUY.eq(o)))
                            .orElse(DSL.noCondition()))
                    .and(filter.issue().map(TRADES.ISSUE::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// The trades of an issue, the newest first: who traded is not for everybody; the caller leaves
  /// it out.
  public Page<TradesRecord> tape(InstrumentId issue, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_TRADES.fetch(
                db.selectFrom(TRADES).where(TRADES.ISSUE.eq(issue.value())),
                page,
                position.height(),
                row -> row));
  }

  /// Gifts that the viewer gave or is to get, the newest first.
  public Page<GiftsRecord> gifts(Viewer viewer, Filter filter, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_GIFTS.fetch(
                db.selectFrom(GIFTS)
                    .where(OwnRows.of(viewer, List.of(GIFTS.GIVER, GIFTS.RECEIVER)))
                    .and(
                        filter
                            .party()
                            .map(p -> GIFTS.GIVER.eq(p).or(GIFTS.RECEIVER.eq(p)))
                            .orElse(DSL.noCondition()))
                    .and(filter.issue().map(GIFTS.INSTRUMENT::eq).orElse(DSL.noCondition()))
                    .and(filter.state().map(GIFTS.STATE::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }
}
