package io.kedge.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.fee.FeeMeter;
import io.kedge.fee.OrderFees;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.note.Lock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

class OrderTermsTest {
  private static final InstrumentId TEA = new InstrumentId("tea");
  private static final InstrumentId CNY = new InstrumentId("cny");

  private static OrderTerms read(ArgumentsAccessor row) {
    var fees =
        new OrderFees(
            new FeeMeter(row.getInteger(9), row.getLong(10), row.getLong(11)),
            new FeeMeter(row.getInteger(12), row.getLong(13), row.getLong(14)),
            row.getLong(15),
            row.getLong(16));
    return new OrderTerms(
        OrderSide.valueOf(row.getString(0)),
        new InstrumentId(row.getString(1)),
        new InstrumentId(row.getString(2)),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getInteger(7),
        Optional.ofNullable(row.getString(8)).map(PartyId::new),
        fees,
        Optional.ofNullable(row.getString(17)).map(LockId::new),
        Optional.ofNullable(row.getLong(18)));
  }

  /// Written once, never regenerated: a new encoding adds a file beside this one.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/order-terms-1.csv", numLinesToSkip = 1)
  void allTermsEverSignedKeepTheirDigest(ArgumentsAccessor row) {
    OrderTerms terms = read(row);
    Bytes encoded = terms.encoded();
    assertThat(Digest.of(encoded).hex()).isEqualTo(row.getString(19));
    assertThat(OrderTerms.decode(encoded)).isEqualTo(terms);
  }

  private static Order order(String lock, long createdAt, Optional<String> first) {
    var terms =
        new OrderTerms(
            OrderSide.SELL,
            TEA,
            CNY,
            100,
            10,
            10,
            0,
            0,
            Optional.empty(),
            OrderFees.NONE,
            first.map(LockId::new),
            Optional.empty());
    return new Order(
        new Lock(
            new LockId(lock),
            new PartyId("alice"),
            new Quantity(TEA, 10),
            OrderSide.SELL.purpose(),
            Optional.empty(),
            Optional.empty(),
            LedgerTime.NEVER,
            LedgerTime.of(createdAt),
            LedgerTime.of(0),
            Optional.empty(),
            terms.encoded()),
        terms);
  }

  @Test
  void theEarlierOrderIsTheOnePlacedFirstAndThenTheSmallerFirstLock() {
    Order early = order("b", 5, Optional.empty());
    assertThat(early.isBefore(order("a", 6, Optional.empty()))).isTrue();
    assertThat(early.isBefore(order("a", 5, Optional.empty()))).isFalse();
    assertThat(early.isBefore(order("c", 5, Optional.empty()))).isTrue();
    assertThat(early.isBefore(early)).isFalse();
    assertThat(order("z", 5, Optional.of("a")).isBefore(early))
        .as("a part-execution changes the lock's name, not the order's place")
        .isTrue();
  }

  @Test
  void moreThanWasAskedForIsNeverOpen() {
    assertThatThrownBy(() -> order("a", 1, Optional.empty()).terms().filled(11, OrderFees.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
