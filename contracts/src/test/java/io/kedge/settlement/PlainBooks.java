package io.kedge.settlement;

import io.kedge.order.OrderSide;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Orders and money as an accountant would keep them by hand: who has how much, what each order
/// holds back, nothing about notes, locks or successors. The slow twin of settlement.
final class PlainBooks {
  private final Map<String, String> groups;
  private final BigDecimal makerRate;
  private final BigDecimal takerRate;
  private final Map<String, BigDecimal> tea = new TreeMap<>();
  private final Map<String, BigDecimal> cash = new TreeMap<>();
  private final Map<String, PlainOrder> orders = new TreeMap<>();

  /// One order. Fees are kept per side: what changed hands and what was charged.
  static final class PlainOrder {
    final String name;
    final String owner;
    final OrderSide side;
    final BigDecimal limit;
    final BigDecimal maxRate;
    final long placedAt;
    BigDecimal open;
    BigDecimal held;
    BigDecimal madeMoney = BigDecimal.ZERO;
    BigDecimal madeFee = BigDecimal.ZERO;
    BigDecimal tookMoney = BigDecimal.ZERO;
    BigDecimal tookFee = BigDecimal.ZERO;

    PlainOrder(
        String name, String owner, OrderSide side, long limit, long units, int max, long placedAt) {
      this.name = name;
      this.owner = owner;
      this.side = side;
      this.limit = BigDecimal.valueOf(limit);
      this.open = BigDecimal.valueOf(units);
      this.maxRate = rate(max);
      this.placedAt = placedAt;
      this.held = needed();
    }

    private PlainOrder(PlainOrder other) {
      name = other.name;
      owner = other.owner;
      side = other.side;
      limit = other.limit;
      open = other.open;
      maxRate = other.maxRate;
      placedAt = other.placedAt;
      held = other.held;
      madeMoney = other.madeMoney;
      madeFee = other.madeFee;
      tookMoney = other.tookMoney;
      tookFee = other.tookFee;
    }

    /// What the order must hold back: its units, or their price and the most the fee can come to.
    BigDecimal needed() {
      if (open.signum() == 0) {
        return BigDecimal.ZERO;
      }
      if (side == OrderSide.SELL) {
        return open;
      }
      BigDecimal price = limit.multiply(open);
      BigDecimal most = up(maxRate.multiply(madeMoney.add(tookMoney).add(price)));
      return price.add(most).subtract(madeFee).subtract(tookFee);
    }

    private BigDecimal charge(boolean maker, BigDecimal rate, BigDecimal value) {
      BigDecimal money = (maker ? madeMoney : tookMoney).add(value);
      BigDecimal due = up(rate.multiply(money)).subtract(maker ? madeFee : tookFee);
      BigDecimal all = madeMoney.add(tookMoney).add(value);
      BigDecimal left = up(maxRate.multiply(all)).subtract(madeFee).subtract(tookFee);
      BigDecimal fee = due.min(left).min(value);
      if (maker) {
        madeMoney = money;
        madeFee = madeFee.add(fee);
      } else {
        tookMoney = money;
        tookFee = tookFee.add(fee);
      }
      return fee;
    }

    boolean tradedOnBothSides() {
      return madeMoney.signum() > 0 && tookMoney.signum() > 0;
    }

    private boolean isBefore(PlainOrder other) {
      return placedAt != other.placedAt
          ? placedAt < other.placedAt
          : name.compareTo(other.name) < 0;
    }
  }

  /// Books of parties, each with its group.
  PlainBooks(Map<String, String> groups, int makerPpm, int takerPpm) {
    this.groups = groups;
    this.makerRate = rate(makerPpm);
    this.takerRate = rate(takerPpm);
  }

  private PlainBooks(PlainBooks other) {
    this.groups = other.groups;
    this.makerRate = other.makerRate;
    this.takerRate = other.takerRate;
    tea.putAll(other.tea);
    cash.putAll(other.cash);
    other.orders.forEach((name, order) -> orders.put(name, new PlainOrder(order)));
  }

  /// The same books on other paper.
  PlainBooks copy() {
    return new PlainBooks(this);
  }

  static BigDecimal rate(int ppm) {
    return BigDecimal.valueOf(ppm, 6);
  }

  static BigDecimal up(BigDecimal value) {
    return value.setScale(0, RoundingMode.CEILING);
  }

  void give(String party, long someTea, long someCash) {
    move(tea, party, BigDecimal.valueOf(someTea));
    move(cash, party, BigDecimal.valueOf(someCash));
  }

  BigDecimal tea(String party) {
    return tea.getOrDefault(party, BigDecimal.ZERO);
  }

  BigDecimal cash(String party) {
    return cash.getOrDefault(party, BigDecimal.ZERO);
  }

  List<PlainOrder> orders() {
    return new ArrayList<>(orders.values());
  }

  /// True where the party can afford the order and it makes sense.
  boolean mayPlace(PlainOrder order) {
    if (order.side == OrderSide.BUY) {
      return cash(order.owner).compareTo(order.needed()) >= 0;
    }
    boolean pays = up(order.maxRate.multiply(order.limit)).compareTo(order.limit) < 0;
    return pays && tea(order.owner).compareTo(order.needed()) >= 0;
  }

  void place(PlainOrder order) {
    move(order.side == OrderSide.SELL ? tea : cash, order.owner, order.held.negate());
    orders.put(order.name, order);
  }

  void cancel(String name) {
    PlainOrder order = orders.remove(name);
    move(order.side == OrderSide.SELL ? tea : cash, order.owner, order.held);
  }

  void reduce(String name, long units) {
    PlainOrder order = orders.get(name);
    order.open = order.open.subtract(BigDecimal.valueOf(units));
    release(order);
  }

  private void release(PlainOrder order) {
    BigDecimal needed = order.needed();
    move(order.side == OrderSide.SELL ? tea : cash, order.owner, order.held.subtract(needed));
    order.held = needed;
  }

  /// All sales and purchases that may trade at least one unit, in pairs.
  List<List<PlainOrder>> fitting() {
    var pairs = new ArrayList<List<PlainOrder>>();
    for (PlainOrder sell : orders.values()) {
      for (PlainOrder buy : orders.values()) {
        if (fit(sell, buy, BigDecimal.ONE)) {
          pairs.add(List.of(sell, buy));
        }
      }
    }
    return pairs;
  }

  private boolean fit(PlainOrder sell, PlainOrder buy, BigDecimal traded) {
    return sell.side == OrderSide.SELL
        && buy.side == OrderSide.BUY
        && !groups.get(sell.owner).equals(groups.get(buy.owner))
        && sell.limit.compareTo(buy.limit) <= 0
        && sell.open.compareTo(traded) >= 0
        && buy.open.compareTo(traded) >= 0;
  }

  /// Trades; false where it may not be, and then these books are of no more use.
  boolean fill(String sellName, String buyName, long units) {
    PlainOrder sell = orders.get(sellName);
    PlainOrder buy = orders.get(buyName);
    BigDecimal traded = BigDecimal.valueOf(units);
    if (sell == null || buy == null || !fit(sell, buy, traded)) {
      return false;
    }
    boolean sellFirst = sell.isBefore(buy);
    BigDecimal value = (sellFirst ? sell : buy).limit.multiply(traded);
    BigDecimal sellFee = sell.charge(sellFirst, sellFirst ? makerRate : takerRate, value);
    BigDecimal buyFee = buy.charge(!sellFirst, sellFirst ? takerRate : makerRate, value);
    sell.open = sell.open.subtract(traded);
    sell.held = sell.held.subtract(traded);
    buy.open = buy.open.subtract(traded);
    buy.held = buy.held.subtract(value).subtract(buyFee);
    move(tea, buy.owner, traded);
    move(cash, sell.owner, value.subtract(sellFee));
    move(cash, "market", sellFee.add(buyFee));
    release(buy);
    return true;
  }

  /// Takes orders off the books that have nothing open.
  void sweep() {
    orders.values().removeIf(order -> order.open.signum() == 0);
  }

  private static void move(Map<String, BigDecimal> book, String party, BigDecimal amount) {
    book.merge(party, amount, BigDecimal::add);
    if (book.get(party).signum() < 0) {
      throw new AssertionError(party + " owes " + book.get(party));
    }
  }
}
