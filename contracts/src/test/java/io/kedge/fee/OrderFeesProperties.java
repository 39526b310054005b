package io.kedge.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Requirement;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// Fees against a slow twin in decimal fractions.
@Requirement({"C-29", "I-19"})
class OrderFeesProperties {
  private static long plainCeil(int ppm, long notional) {
    return BigDecimal.valueOf(notional)
        .multiply(BigDecimal.valueOf(ppm))
        .movePointLeft(6)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  @Property
  void ceilIsTheTwins(
      @ForAll @IntRange(max = 1_000_000) int ppm,
      @ForAll @LongRange(max = Long.MAX_VALUE) long notional) {
    assertThat(Fees.ceil(ppm, notional)).isEqualTo(plainCeil(ppm, notional));
  }

  @Example
  void ceilAtItsEdges() {
    assertThat(Fees.ceil(1_000_000, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Fees.ceil(0, Long.MAX_VALUE)).isZero();
    assertThat(Fees.ceil(1, 1)).isEqualTo(1);
    assertThat(Fees.ceil(1, 1_000_000)).isEqualTo(1);
    assertThat(Fees.ceil(1, 1_000_001)).isEqualTo(2);
    assertThat(Fees.increment(500_000, 1, 1)).isZero();
    assertThatThrownBy(() -> Fees.ceil(1_000_001, 1)).hasMessageContaining("1000001");
  }

  /// However an order is split, one side at one rate pays the fee of the whole.
  @Property
  void theSplitDoesNotMatter(
      @ForAll @IntRange(max = 1_000_000) int ppm,
      @ForAll @IntRange(max = 1_000_000) int more,
      @ForAll boolean maker,
      @ForAll @Size(min = 1, max = 12)
          List<@LongRange(min = 1, max = 2_000_000_000_000L) Long> fills) {
    int maxPpm = Math.min(Fees.WHOLE_PPM, ppm + more);
    FeeSide side = maker ? FeeSide.MAKER : FeeSide.TAKER;
    var fees = OrderFees.NONE;
    long total = 0;
    for (long amount : fills) {
      var charge = fees.charge(side, ppm, maxPpm, amount);
      assertThat(charge.fee()).isEqualTo(Fees.increment(ppm, total, amount)).isBetween(0L, amount);
      fees = charge.after();
      total += amount;
    }
    assertThat(fees.fee()).isEqualTo(plainCeil(ppm, total));
    assertThat(fees.notional()).isEqualTo(total);
  }

  /// On both sides and at changing rates, each fill pays between nothing and itself, the whole
  /// never passes the signed maximum, and it misses the exact fees of its parts by less than a unit
  /// for each.
  @Property
  void theSignedMaximumHolds(
      @ForAll @IntRange(max = 1_000_000) int maxPpm,
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 1, max = 5_000_000) Long> fills,
      @ForAll @Size(20) List<@IntRange(max = 7) Integer> kinds) {
    var fees = OrderFees.NONE;
    long notional = 0;
    var exact = BigDecimal.ZERO;
    int meters = 0;
    int[] rates = {-1, -1};
    for (int i = 0; i < fills.size(); i++) {
      int side = kinds.get(i) & 1;
      int ppm = maxPpm / (1 + kinds.get(i) / 2);
      meters += rates[side] == ppm ? 0 : 1;
      rates[side] = ppm;
      var before = fees;
      var charge =
          fees.charge(side == 0 ? FeeSide.MAKER : FeeSide.TAKER, ppm, maxPpm, fills.get(i));
      fees = charge.after();
      notional += fills.get(i);
      exact = exact.add(BigDecimal.valueOf(fills.get(i)).multiply(BigDecimal.valueOf(ppm)));
      assertThat(charge.fee()).isBetween(0L, fills.get(i));
      assertThat(charge.fee()).isLessThanOrEqualTo(before.reserve(maxPpm, fills.get(i)));
      assertThat(fees.fee()).isLessThanOrEqualTo(plainCeil(maxPpm, notional));
    }
    BigDecimal off = BigDecimal.valueOf(fees.fee()).subtract(exact.movePointLeft(6)).abs();
    assertThat(off).isLessThan(BigDecimal.valueOf(meters));
    assertThat(fees.maker().notional() + fees.taker().notional()).isLessThanOrEqualTo(notional);
  }

  /// The reserve a buyer locks is enough for everything that can follow.
  @Property
  void theReserveIsEnough(
      @ForAll @IntRange(max = 1_000_000) int maxPpm,
      @ForAll @LongRange(min = 1, max = 1_000_000) long limit,
      @ForAll @Size(min = 1, max = 10) List<@LongRange(min = 1, max = 1_000) Long> fills,
      @ForAll @Size(10) List<@IntRange(max = 100) Integer> discounts) {
    long open = fills.stream().mapToLong(Long::longValue).sum();
    var fees = OrderFees.NONE;
    long locked = limit * open + fees.reserve(maxPpm, limit * open);
    assertThat(locked).isEqualTo(limit * open + plainCeil(maxPpm, limit * open));
    for (int i = 0; i < fills.size(); i++) {
      long price = Math.max(1, limit - limit * discounts.get(i) / 100);
      long amount = price * fills.get(i);
      var charge = fees.charge(i % 2 == 0 ? FeeSide.MAKER : FeeSide.TAKER, maxPpm, maxPpm, amount);
      fees = charge.after();
      open -= fills.get(i);
      locked -= amount + charge.fee();
      long needed = limit * open + fees.reserve(maxPpm, limit * open);
      assertThat(locked).isGreaterThanOrEqualTo(open == 0 ? 0 : needed);
      locked = Math.min(locked, needed);
    }
    assertThat(locked).isGreaterThanOrEqualTo(0);
  }

  @Example
  void writesAndReads() {
    var fees =
        OrderFees.NONE
            .charge(FeeSide.MAKER, 800, 2_000, 123_456)
            .after()
            .charge(FeeSide.TAKER, 1_200, 2_000, 7)
            .after();
    assertThat(fees.fee()).isEqualTo(99 + 1);
    var wire = new Wire("test", 1);
    fees.write(wire);
    var in = new WireReader(wire.bytes(), "test");
    assertThat(OrderFees.read(in)).isEqualTo(fees);
    in.end();
  }

  @Example
  void anOrderIsNotChargedOverItsMaximum() {
    assertThatThrownBy(() -> OrderFees.NONE.charge(FeeSide.MAKER, 2, 1, 1))
        .hasMessageContaining("2 ppm");
  }
}
