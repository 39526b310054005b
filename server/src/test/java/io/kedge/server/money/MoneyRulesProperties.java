package io.kedge.server.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.server.money.Reconciliation.BankSide;
import io.kedge.server.money.Reconciliation.BookedEntry;
import io.kedge.server.money.Reconciliation.Difference;
import io.kedge.server.money.Reconciliation.LedgerSide;
import io.kedge.server.money.Reconciliation.Line;
import io.kedge.server.money.Reconciliation.Verdict;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// The arithmetic of money, against slower ways to the same result.
class MoneyRulesProperties {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 18);

  /// Whatever happened to deposits and payments, each difference is named with its amount, and what
  /// is left is nothing; a unit that goes astray is what is left, exactly.
  @Property(tries = 400)
  void everyDifferenceIsNamed(
      @ForAll @Size(max = 25) List<@IntRange(max = 13) Integer> happenings,
      @ForAll @LongRange(min = -5, max = 5) long astray) {
    var story = new Story();
    for (var what : happenings) story.happens(what);
    var result =
        Reconciliation.of(
            new BankSide(DAY, story.stated, story.opening, story.entries),
            new LedgerSide(story.notes + astray, story.minted, story.burned));
    assertThat(result.unexplained()).isEqualTo(-astray);
    var expected = new TreeMap<Difference, Long>();
    story.expected.forEach(l -> expected.merge(l.kind(), l.units(), Long::sum));
    var told = new TreeMap<Difference, Long>();
    result.lines().forEach(l -> told.merge(l.kind(), l.units(), Long::sum));
    assertThat(told).isEqualTo(expected);
    if (astray != 0) assertThat(result.verdict()).isEqualTo(Verdict.UNEXPLAINED);
    else if (story.expected.isEmpty()) assertThat(result.verdict()).isEqualTo(Verdict.EQUAL);
  }

  /// The slow twin: it writes down what must come out while it makes things happen.
  private static final class Story {
    private final List<BookedEntry> entries = new ArrayList<>();
    private final Map<String, Long> minted = new TreeMap<>();
    private final Map<String, Long> burned = new TreeMap<>();
    private final List<Line> expected = new ArrayList<>();
    private final long opening = 0;
    private long stated;
    private long notes;
    private int number;

    private void happens(int what) {
      var reference = "R" + number++;
      long units = 100 + number * 7L;
      switch (what) {
        case 0 -> mint(deposit(reference, units, DepositState.MINTED), units);
        case 1 ->
            name(
                Difference.DEPOSIT_UNMATCHED,
                deposit(reference, units, DepositState.UNMATCHED),
                units);
        case 2 ->
            name(Difference.DEPOSIT_HELD, deposit(reference, units, DepositState.HELD), units);
        case 3 ->
            name(
                Difference.DEPOSIT_TO_MINT, deposit(reference, units, DepositState.MATCHED), units);
        case 4 -> {
          deposit(reference, units, DepositState.RETURNED);
          book("P" + reference, EntryKind.PAYMENT, -units, true, reference, DepositState.RETURNED);
        }
        case 5 ->
            name(
                Difference.DEPOSIT_TO_RETURN,
                deposit(reference, units, DepositState.RETURNING),
                units);
        case 6 -> {
          mint(deposit(reference, units, DepositState.MINTED), units);
          book("X" + reference, EntryKind.RECALL, -units, true, reference, null);
          book("C" + reference, EntryKind.COVER, units / 2, true, reference, null);
          name(Difference.RECALL_OPEN, reference, units / 2 - units);
        }
        case 7 -> {
          deposit(reference, units, DepositState.RECALLED);
          book("X" + reference, EntryKind.RECALL, -units, true, reference, null);
        }
        case 8 -> {
          book(reference, EntryKind.PAYMENT, -units, true, "E" + reference, null);
          burn("E" + reference, units);
        }
        case 9 -> {
          book(reference, EntryKind.PAYMENT, -units, true, "E" + reference, null);
          name(Difference.PAID_NOT_BURNED, reference, -units);
        }
        case 10 -> {
          burn("E" + reference, units);
          name(Difference.BURNED_NOT_PAID, reference, units);
        }
        case 11 -> {
          book(reference, EntryKind.CHARGE, -units, true, null, null);
          name(Difference.CHARGES_AND_INTEREST, reference, -units);
        }
        case 12 -> {
          mint(reference, units);
          name(Difference.MINTED_WITHOUT_DEPOSIT, reference, -units);
        }
        default -> {
          book(reference, EntryKind.DEPOSIT, units, false, null, DepositState.MINTED);
          mint(reference, units);
          name(Difference.NOT_STATED_YET, reference, -units);
        }
      }
    }

    private String deposit(String reference, long units, DepositState state) {
      book(reference, EntryKind.DEPOSIT, units, true, null, state);
      return reference;
    }

    private void book(
        String reference,
        EntryKind kind,
        long units,
        boolean inStatement,
        String of,
        DepositState state) {
      entries.add(
          new BookedEntry(
              reference,
              kind,
              units,
              inStatement,
              Optional.ofNullable(of),
              Optional.ofNullable(state)));
      if (inStatement) stated += units;
    }

    private void mint(String reference, long units) {
      minted.put(reference, units);
      notes += units;
    }

    private void burn(String reference, long units) {
      burned.put(reference, units);
      notes -= units;
    }

    private void name(Difference kind, String reference, long units) {
      expected.add(new Line(kind, reference, units, ""));
    }
  }

  @Property
  @Requirement("A-10")
  void sharesAddUpAndNobodyLosesAWholeUnit(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long units,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1000) Integer> weights) {
    var shares = new ArrayList<RevenueSharing.Share>();
    var left = RevenueSharing.WHOLE_PPM;
    for (var i = 0; i < weights.size(); i++) {
      var ppm = i == weights.size() - 1 ? left : Math.min(left, weights.get(i) * 100L);
      left -= ppm;
      shares.add(new RevenueSharing.Share("p" + i, ppm));
    }
    var parts = RevenueSharing.of(units, shares);
    assertThat(
            parts.stream()
                .map(p -> BigInteger.valueOf(p.units()))
                .reduce(BigInteger.ZERO, BigInteger::add))
        .isEqualTo(BigInteger.valueOf(units));
    for (var part : parts) {
      var millionths =
          BigInteger.valueOf(units)
              .multiply(BigInteger.valueOf(part.ppm()))
              .subtract(BigInteger.valueOf(part.units()).multiply(BigInteger.valueOf(1_000_000)));
      assertThat(millionths.abs()).isLessThan(BigInteger.valueOf(1_000_000));
    }
  }

  @Property(tries = 200)
  void aReferenceIsFoundAgainAndASlipIsNot(
      @ForAll @IntRange(max = 9999) int n,
      @ForAll @IntRange(min = 2, max = 15) int at,
      @ForAll @IntRange(max = 9) int digit) {
    var reference = DepositReference.of("trading-system", new PartyId("party-" + n));
    var text = reference.value();
    assertThat(
            DepositReference.in(
                "请入账 "
                    + text.toLowerCase(java.util.Locale.ROOT).replaceAll("(.{4})", "$1 ")
                    + "谢谢"))
        .containsExactly(reference);
    var slip = text.substring(0, at) + digit + text.substring(at + 1);
    if (!slip.equals(text) && Character.isDigit(text.charAt(at)))
      assertThat(DepositReference.in(slip)).isEmpty();
  }

  @Property(tries = 1)
  void namesOfPayersAreComparedWithoutTheirDress() {
    var names = List.of("云南普洱茶业(集团)有限公司", "O'Neil Trading Co., Ltd.");
    assertThat(PayerName.isOneOf("云南普洱茶业（集团）有限公司 ", names)).isTrue();
    assertThat(PayerName.isOneOf("ＯＮＥＩＬ TRADING CO LTD", names)).isTrue();
    assertThat(PayerName.isOneOf("云南普洱茶业有限公司", names)).isFalse();
    assertThat(PayerName.isOneOf("", names)).isFalse();
    assertThat(PayerName.isOneOf("（）", List.of("()"))).isFalse();
  }
}
