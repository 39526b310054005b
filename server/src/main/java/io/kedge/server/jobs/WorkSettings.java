package io.kedge.server.jobs;

import io.kedge.offering.TradingCalendar;
import io.kedge.server.store.Store;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// What the operator set for a ledger's jobs, as a row: the platform's calendar, and whether units
/// that are left are redeemed without being asked.
@Component
public final class WorkSettings {
  private final DSLContext db;

  WorkSettings(Store store) {
    this.db = store.db();
  }

  /// The settings of one ledger.
  ///
  /// @param calendar days, hours, time zone and daily cut-off of the platform
  /// @param forcedRedemption whether units that are left after a redemption window are redeemed
  /// @param version 0 where nothing was set, and one more with each change
  public record Values(TradingCalendar calendar, boolean forcedRedemption, long version) {}

  /// The settings of a ledger; where nothing was set, the cautious calendar and no force.
  public Values of(String ledger) {
    return of(db, ledger);
  }

  static Values of(DSLContext db, String ledger) {
    return db.fetchOptional("select * from kedge.work_setting where ledger = ?", ledger)
        .map(WorkSettings::values)
        .orElse(new Values(TradingCalendar.CAUTIOUS, false, 0));
  }

  /// Changes the settings of a ledger.
  ///
  /// @param values as they shall be, with the version they were read with
  /// @param by who changes them
  /// @param at when, epoch milliseconds
  /// @return false where they were changed since
  public boolean change(String ledger, Values values, String by, long at) {
    TradingCalendar c = values.calendar();
    return db.execute(
            "insert into kedge.work_setting (ledger, forced_redemption, weekdays, sessions,"
                + " holidays, zone, offset_minutes, cut_off, changed_at, changed_by)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (ledger) do update set"
                + " forced_redemption = excluded.forced_redemption, weekdays = excluded.weekdays,"
                + " sessions = excluded.sessions, holidays = excluded.holidays,"
                + " zone = excluded.zone, offset_minutes = excluded.offset_minutes,"
                + " cut_off = excluded.cut_off, changed_at = excluded.changed_at,"
                + " changed_by = excluded.changed_by, version = work_setting.version + 1"
                + " where work_setting.version = ?",
            ledger,
            values.forcedRedemption(),
            c.weekdays().stream().map(DayOfWeek::name).collect(Collectors.joining(",")),
            c.sessions().stream()
                .map(session -> session.from() + "-" + session.to())
                .collect(Collectors.joining(",")),
            c.holidays().stream()
                .map(day -> LocalDate.ofEpochDay(day).toString())
                .collect(Collectors.joining(",")),
            c.zone(),
            c.offsetMinutes(),
            c.dailyCutOff(),
            at,
            by,
            values.version())
        == 1;
  }

  private static Values values(Record row) {
    var calendar =
        new TradingCalendar(
            split(row, "weekdays").stream().map(DayOfWeek::valueOf).toList(),
            split(row, "sessions").stream().map(WorkSettings::session).toList(),
            split(row, "holidays").stream()
                .map(day -> Math.toIntExact(LocalDate.parse(day).toEpochDay()))
                .toList(),
            Objects.requireNonNull(row.get("zone", String.class)),
            Objects.requireNonNull(row.get("offset_minutes", Integer.class)),
            Objects.requireNonNull(row.get("cut_off", Integer.class)));
    return new Values(
        calendar,
        Objects.requireNonNull(row.get("forced_redemption", Boolean.class)),
        Objects.requireNonNull(row.get("version", Long.class)));
  }

  private static TradingCalendar.Session session(String text) {
    int dash = text.indexOf('-');
    return new TradingCalendar.Session(
        Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  private static List<String> split(Record row, String column) {
    String text = Objects.requireNonNull(row.get(column, String.class), column);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
  }
}
