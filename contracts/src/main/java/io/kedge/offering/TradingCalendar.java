package io.kedge.offering;

import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/// On which days and at which minutes a market trades, in its own local time. The offset from UTC
/// is fixed: a rule must not depend on a time zone database.
///
/// @param weekdays the days of the week with trading, in their order, at least one
/// @param sessions spans of a day, in order, not overlapping, at least one
/// @param holidays days without trading, as days since 1970-01-01 of local time, rising
/// @param zone what people call the time zone, such as `Asia/Shanghai`; no rule reads it
/// @param offsetMinutes local time less UTC, -840 to 840
/// @param dailyCutOff the local minute at which a business day ends: what comes later belongs to
///     the next, 1 to 1,440
public record TradingCalendar(
    List<DayOfWeek> weekdays,
    List<Session> sessions,
    List<Integer> holidays,
    String zone,
    int offsetMinutes,
    int dailyCutOff) {
  /// Monday to Friday, 09:30–11:30 and 13:00–15:00, UTC+8: where an announcement says nothing.
  public static final TradingCalendar CAUTIOUS =
      new TradingCalendar(
          List.of(
              DayOfWeek.MONDAY,
              DayOfWeek.TUESDAY,
              DayOfWeek.WEDNESDAY,
              DayOfWeek.THURSDAY,
              DayOfWeek.FRIDAY),
          List.of(new Session(570, 690), new Session(780, 900)),
          List.of(),
          "Asia/Shanghai",
          480,
          900);

  private static final int HOLIDAYS_MAX = 400;
  private static final int SESSIONS_MAX = 16;
  private static final int DAYS_MAX = 2_932_896;
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;

  /// A span of a day.
  ///
  /// @param from the first local minute inside, 0 to 1,439
  /// @param to the first local minute after it, up to 1,440
  public record Session(int from, int to) {
    /// Checks the range.
    public Session {
      if (from < 0 || from >= to || to > 1_440) {
        throw new IllegalArgumentException("a session is a span of minutes of a day");
      }
    }
  }

  /// Checks every range and order.
  public TradingCalendar {
    weekdays = List.copyOf(weekdays);
    requireRising(weekdays.stream().map(DayOfWeek::getValue).toList());
    holidays = List.copyOf(holidays);
    requireRising(holidays);
    sessions = List.copyOf(sessions);
    for (int i = 1; i < sessions.size(); i++) {
      if (sessions.get(i).from() < sessions.get(i - 1).to()) {
        throw new IllegalArgumentException("sessions overlap or are out of order");
      }
    }
    if (weekdays.isEmpty()
        || sessions.isEmpty()
        || sessions.size() > SESSIONS_MAX
        || holidays.size() > HOLIDAYS_MAX
        || Math.abs(offsetMinutes) > 840
        || dailyCutOff < 1
        || dailyCutOff > 1_440) {
      throw new IllegalArgumentException("trading calendar out of range");
    }
  }

  private static void requireRising(List<Integer> days) {
    int before = -1;
    for (int day : days) {
      if (day <= before || day > DAYS_MAX) {
        throw new IllegalArgumentException("days out of range, out of order or repeated");
      }
      before = day;
    }
  }

  /// True where a moment is inside a session of a trading day.
  public boolean inSession(LedgerTime now) {
    long local = Math.addExact(now.millis(), offsetMinutes * MINUTE);
    int minute = (int) (Math.floorMod(local, DAY) / MINUTE);
    return isTradingDay(Math.floorDiv(local, DAY))
        && sessions.stream().anyMatch(s -> minute >= s.from() && minute < s.to());
  }

  /// True where a local day, counted from 1970-01-01, is a trading day.
  public boolean isTradingDay(long epochDay) {
    return weekdays.contains(LocalDate.ofEpochDay(epochDay).getDayOfWeek())
        && holidays.stream().noneMatch(holiday -> holiday == epochDay);
  }

  /// The local business day a moment belongs to, counted from 1970-01-01: the calendar day, or the
  /// next one after the daily cut-off.
  public long businessDay(LedgerTime now) {
    long local = Math.addExact(now.millis(), offsetMinutes * MINUTE);
    long minute = Math.floorMod(local, DAY) / MINUTE;
    return Math.floorDiv(local, DAY) + (minute < dailyCutOff ? 0 : 1);
  }

  /// How many milliseconds surely hold a number of trading days, wherever in the week they begin.
  /// Holidays are not counted: their days are trading days here.
  public long spanOfTradingDays(int days) {
    int longest = 0;
    for (DayOfWeek start : DayOfWeek.values()) {
      int seen = 0;
      int length = 0;
      while (seen < days) {
        seen += weekdays.contains(start.plus(length)) ? 1 : 0;
        length++;
      }
      longest = Math.max(longest, length);
    }
    return longest * DAY;
  }

  static TradingCalendar parse(Fields fields) {
    return new TradingCalendar(
        fields.names("weekdays", DayOfWeek.class),
        fields.objects("sessions", s -> new Session(s.small("from"), s.small("to"))),
        fields.optional("holidays", name -> dates(fields.json(name))).orElse(List.of()),
        fields.text("zone"),
        offset(fields),
        fields.small("dailyCutOff"));
  }

  private static List<Integer> dates(Json list) {
    var days = new ArrayList<Integer>();
    if (!(list instanceof Json.Arr(List<Json> items))) {
      throw new MalformedException("holidays is not a list");
    }
    for (Json item : items) {
      if (!(item instanceof Json.Text(String date))) {
        throw new MalformedException("holidays holds something that is not a text");
      }
      try {
        days.add(Math.toIntExact(LocalDate.parse(date).toEpochDay()));
      } catch (DateTimeParseException e) {
        throw new MalformedException("holidays holds " + date + ", which is not a date");
      }
    }
    return days;
  }

  private static int offset(Fields fields) {
    long minutes = fields.signed("offsetMinutes");
    if (Math.abs(minutes) > 840) {
      throw new MalformedException("offsetMinutes is out of range");
    }
    return (int) minutes;
  }

  Wire write(Wire out) {
    return out.list(weekdays, (w, day) -> w.u8(day.getValue()))
        .list(sessions, (w, s) -> w.u32(s.from()).u32(s.to()))
        .list(holidays, Wire::u32)
        .text(zone)
        .i64(offsetMinutes)
        .u32(dailyCutOff);
  }

  static TradingCalendar read(WireReader in) {
    return new TradingCalendar(
        in.list(r -> DayOfWeek.of(r.u8())),
        in.list(r -> new Session(r.u32(), r.u32())),
        in.list(WireReader::u32),
        in.text(),
        (int) in.i64(),
        in.u32());
  }
}
