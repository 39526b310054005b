package io.kedge.offering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.RefusedException;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.OfferingId;
import io.kedge.offering.TradingCalendar.Session;
import io.kedge.testing.Market;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingCalendarTest {
  private static final TradingCalendar CHINA =
      new TradingCalendar(
          TradingCalendar.CAUTIOUS.weekdays(),
          TradingCalendar.CAUTIOUS.sessions(),
          List.of((int) LocalDate.parse("2026-10-01").toEpochDay()),
          "Asia/Shanghai",
          480,
          900);

  private static LedgerTime at(String iso) {
    return LedgerTime.of(OffsetDateTime.parse(iso).toInstant().toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-30T09:29:59.999+08:00, false",
    "2026-09-30T09:30:00+08:00, true",
    "2026-09-30T11:29:59.999+08:00, true",
    "2026-09-30T11:30:00+08:00, false",
    "2026-09-30T13:00:00+08:00, true",
    "2026-09-30T15:00:00+08:00, false",
    "2026-09-30T02:00:00Z, true",
    "2026-10-01T10:00:00+08:00, false",
    "2026-10-02T10:00:00+08:00, true",
    "2026-10-03T10:00:00+08:00, false",
    "2026-10-04T10:00:00+08:00, false",
    "2026-10-05T10:00:00+08:00, true"
  })
  void sessionsAreLocal(String moment, boolean open) {
    assertThat(CHINA.inSession(at(moment))).isEqualTo(open);
  }

  @Test
  void whatComesAfterTheCutOffBelongsToTheNextDay() {
    long day = LocalDate.parse("2026-09-30").toEpochDay();
    assertThat(CHINA.businessDay(at("2026-09-30T14:59:59.999+08:00"))).isEqualTo(day);
    assertThat(CHINA.businessDay(at("2026-09-30T15:00:00+08:00"))).isEqualTo(day + 1);
    assertThat(CHINA.businessDay(at("2026-09-29T15:00:00+08:00"))).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 3", "2, 4", "5, 7", "6, 10", "10, 14"})
  void aSpanHoldsTheTradingDaysWhereverItBegins(int tradingDays, int calendarDays) {
    assertThat(CHINA.spanOfTradingDays(tradingDays)).isEqualTo(calendarDays * Market.DAY);
  }

  @Test
  void daysAndSessionsHaveOneOrder() {
    assertThatThrownBy(() -> calendar(List.of(DayOfWeek.TUESDAY, DayOfWeek.MONDAY), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                calendar(
                    List.of(DayOfWeek.MONDAY), List.of(new Session(60, 120), new Session(90, 150))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(calendar(List.of(DayOfWeek.MONDAY), List.of(new Session(0, 1_440)))).isNotNull();
  }

  private static TradingCalendar calendar(List<DayOfWeek> days, List<Session> sessions) {
    return new TradingCalendar(days, sessions, List.of(), "UTC", 0, 1_440);
  }

  @Test
  void tradesAreMadeInSessions() {
    var market = new Market();
    OfferingId id = market.settled();
    Offering offering = market.offering(id);
    Trading.requireSession(offering, at("2026-01-06T10:00:00+08:00"));
    assertThatThrownBy(() -> Trading.requireSession(offering, at("2026-01-06T12:00:00+08:00")))
        .isInstanceOf(RefusedException.class);
  }
}
