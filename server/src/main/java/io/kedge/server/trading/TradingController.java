package io.kedge.server.trading;

import static io.kedge.server.reading.Told.number;
import static io.kedge.server.reading.Told.time;

import io.kedge.fee.FeeSide;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.order.OrderSide;
import io.kedge.projection.jooq.tables.records.GiftsRecord;
import io.kedge.projection.jooq.tables.records.OrdersRecord;
import io.kedge.projection.jooq.tables.records.TradesRecord;
import io.kedge.projection.trading.TradingQueries;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Names;
import io.kedge.server.reading.Reads;
import io.kedge.server.reading.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Orders, trades and gifts of the caller; the book and the prices of an issue for everybody
/// (C-27 to C-30).
@RestController
@RequestMapping("/api/v1")
class TradingController {
  private final Reads reads;

  TradingController(Reads reads) {
    this.reads = reads;
  }

  /// An order.
  ///
  /// @param id the lock it began with
  /// @param lock the lock it has now, or had last
  /// @param owner whose it is
  /// @param side `SELL` or `BUY`
  /// @param sideName the same in words
  /// @param issue what
  /// @param cash paid with what
  /// @param limit minor units of cash per unit
  /// @param units how many it was for
  /// @param open how many are still open
  /// @param filled how many were traded
  /// @param cancelled how many were cancelled, expired or given up
  /// @param tradedValue cash that was traded
  /// @param fee fees charged
  /// @param maxFeePpm the highest fee rate it allows, in millionths
  /// @param counterparty the only party it may trade with
  /// @param executor who may settle it
  /// @param state `OPEN`, `FILLED`, `CANCELLED` or `EXPIRED`
  /// @param placedAt when
  /// @param expiry until when, by its own clock
  /// @param changedAt its last change
  /// @param commandId the command that placed it
  /// @param height the block of its last change
  record Order(
      String id,
      String lock,
      String owner,
      String side,
      String sideName,
      String issue,
      String cash,
      String limit,
      String units,
      String open,
      String filled,
      String cancelled,
      String tradedValue,
      String fee,
      int maxFeePpm,
      Optional<String> counterparty,
      Optional<String> executor,
      String state,
      String placedAt,
      String expiry,
      String changedAt,
      String commandId,
      String height) {}

  /// A trade in which the caller had a part.
  ///
  /// @param sell the selling order
  /// @param buy the buying order
  /// @param seller who sold
  /// @param buyer who bought
  /// @param issue what
  /// @param units how many
  /// @param cash paid with what
  /// @param price per unit
  /// @param value price × units
  /// @param sellerSide which side the seller's fee is of
  /// @param sellerSideName the same in words
  /// @param sellerFee what the seller was charged; none where the caller is the buyer
  /// @param buyerFee what the buyer was charged; none where the caller is the seller
  /// @param at ledger time
  /// @param commandId the settlement
  /// @param height its block
  record Trade(
      String sell,
      String buy,
      String seller,
      String buyer,
      String issue,
      String units,
      String cash,
      String price,
      String value,
      String sellerSide,
      String sellerSideName,
      Optional<String> sellerFee,
      Optional<String> buyerFee,
      String at,
      String commandId,
      String height) {}

  /// A price that was traded, without names.
  ///
  /// @param price per unit
  /// @param units how many
  /// @param at ledger time
  /// @param height the block
  record Price(String price, String units, String at, String height) {}

  /// One price of a book.
  ///
  /// @param price the limit
  /// @param units open units
  /// @param orders how many orders
  record Level(String price, String units, int orders) {
    static List<Level> of(List<TradingQueries.Level> levels) {
      return levels.stream()
          .map(level -> new Level(number(level.price()), number(level.units()), level.orders()))
          .toList();
    }
  }

  /// The open orders of an issue by price, without those that name a counterparty.
  ///
  /// @param bids the highest first
  /// @param asks the lowest first
  /// @param height the height it is of
  record Book(List<Level> bids, List<Level> asks, String height) {}

  /// A gift.
  ///
  /// @param id its id
  /// @param lock the units that wait; none where it was taken at once
  /// @param giver who gives
  /// @param receiver who gets
  /// @param instrument what
  /// @param units how many
  /// @param message digest of a greeting
  /// @param state `PENDING`, `ACCEPTED`, `DECLINED`, `REVOKED` or `EXPIRED`
  /// @param offeredAt when
  /// @param expiry until when it waits
  /// @param endedAt when it was accepted, declined, revoked or expired
  /// @param commandId the command
  /// @param height the block of its last change
  record Gift(
      String id,
      Optional<String> lock,
      String giver,
      String receiver,
      String instrument,
      String units,
      Optional<String> message,
      String state,
      String offeredAt,
      Optional<String> expiry,
      Optional<String> endedAt,
      String commandId,
      String height) {}

  @GetMapping("/orders")
  @Access(Access.SIGNED_IN)
  Rows<Order> orders(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> issue,
      @RequestParam Optional<String> state,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller);
    var filter = new TradingQueries.Filter(party, issue, state);
    return Reads.rows(
        after,
        limit,
        page -> new TradingQueries(look.models()).orders(look.viewer(), filter, page),
        row -> order(row, locale));
  }

  @GetMapping("/orders/{id}")
  @Access(Access.SIGNED_IN)
  Order order(Caller caller, @PathVariable String id, Locale locale) {
    var look = reads.of(caller);
    var queries = new TradingQueries(look.models());
    return order(Reads.found(queries.order(look.viewer(), Reads.id(id, LockId::new))), locale);
  }

  private static Order order(OrdersRecord row, Locale locale) {
    return new Order(
        row.getId(),
        row.getLock(),
        row.getOwner(),
        row.getSide(),
        Names.of(OrderSide.class, row.getSide(), locale),
        row.getIssue(),
        row.getCash(),
        number(row.getLimitPrice().longValue()),
        number(row.getUnits().longValue()),
        number(row.getOpen().longValue()),
        number(row.getFilled().longValue()),
        number(row.getUnits() - row.getOpen() - row.getFilled()),
        number(row.getTradedValue().longValue()),
        number(row.getFee().longValue()),
        row.getMaxFeePpm(),
        Optional.ofNullable(row.getCounterparty()),
        Optional.ofNullable(row.getExecutor()),
        row.getState(),
        time(row.getPlacedAt().longValue()),
        time(row.getExpiry().longValue()),
        time(row.getChangedAt().longValue()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/issues/{id}/book")
  @Access(Access.PUBLIC)
  Book book(
      Optional<Caller> caller, @PathVariable String id, @RequestParam Optional<String> ledger) {
    var queries = new TradingQueries(reads.of(caller, ledger).models());
    var book = queries.book(Reads.id(id, InstrumentId::new));
    return new Book(Level.of(book.bids()), Level.of(book.asks()), number(book.height()));
  }

  @GetMapping("/issues/{id}/prices")
  @Access(Access.PUBLIC)
  Rows<Price> prices(
      Optional<Caller> caller,
      @PathVariable String id,
      @RequestParam Optional<String> ledger,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var queries = new TradingQueries(reads.of(caller, ledger).models());
    var issue = Reads.id(id, InstrumentId::new);
    return Reads.rows(
        after,
        limit,
        page -> queries.tape(issue, page),
        row ->
            new Price(
                number(row.getPrice().longValue()),
                number(row.getUnits().longValue()),
                time(row.getAt().longValue()),
                number(row.getHeight().longValue())));
  }

  @GetMapping("/trades")
  @Access(Access.SIGNED_IN)
  Rows<Trade> trades(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> issue,
      @RequestParam Optional<String> order,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit,
      Locale locale) {
    var look = reads.of(caller);
    var filter = new TradingQueries.Filter(party, issue, Optional.empty());
    return Reads.rows(
        after,
        limit,
        page -> new TradingQueries(look.models()).trades(look.viewer(), filter, order, page),
        row -> trade(row, caller, locale));
  }

  /// A fee is between its payer and the operator.
  private static Trade trade(TradesRecord row, Caller caller, Locale locale) {
    String own = caller.party().value();
    boolean all = caller.seesAll();
    return new Trade(
        row.getSell(),
        row.getBuy(),
        row.getSeller(),
        row.getBuyer(),
        row.getIssue(),
        number(row.getUnits().longValue()),
        row.getCash(),
        number(row.getPrice().longValue()),
        number(row.getValue().longValue()),
        row.getSellerSide(),
        Names.of(FeeSide.class, row.getSellerSide(), locale),
        Optional.of(number(row.getSellerFee().longValue()))
            .filter(_ -> all || row.getSeller().equals(own)),
        Optional.of(number(row.getBuyerFee().longValue()))
            .filter(_ -> all || row.getBuyer().equals(own)),
        time(row.getAt().longValue()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }

  @GetMapping("/gifts")
  @Access(Access.SIGNED_IN)
  Rows<Gift> gifts(
      Caller caller,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> issue,
      @RequestParam Optional<String> state,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    var look = reads.of(caller);
    var filter = new TradingQueries.Filter(party, issue, state);
    return Reads.rows(
        after,
        limit,
        page -> new TradingQueries(look.models()).gifts(look.viewer(), filter, page),
        TradingController::gift);
  }

  private static Gift gift(GiftsRecord row) {
    return new Gift(
        row.getId(),
        Optional.ofNullable(row.getLock()),
        row.getGiver(),
        row.getReceiver(),
        row.getInstrument(),
        number(row.getUnits().longValue()),
        Optional.ofNullable(row.getMessage()),
        row.getState(),
        time(row.getOfferedAt().longValue()),
        time(row.getExpiry()),
        time(row.getEndedAt()),
        row.getCommandId(),
        number(row.getHeight().longValue()));
  }
}
