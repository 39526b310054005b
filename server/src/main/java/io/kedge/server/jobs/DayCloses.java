package io.kedge.server.jobs;

import io.kedge.server.store.Store;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// Reads the kept reports of closed business days.
@Component
public final class DayCloses {
  private static final int DAYS_MAX = 100;

  private final DSLContext db;

  DayCloses(Store store) {
    this.db = store.db();
  }

  /// A closed business day.
  ///
  /// @param day the local date
  /// @param cutOff the moment it ended
  /// @param height the last block that belongs to it
  /// @param closed when it was closed
  /// @param balanced true where every comparison agrees
  /// @param accepted commands that took effect
  /// @param refused commands that were ordered and refused
  public record Day(
      LocalDate day,
      String cutOff,
      String height,
      String closed,
      boolean balanced,
      String accepted,
      String refused) {}

  /// Two numbers that should be the same.
  ///
  /// @param section which part of the report
  /// @param item of what
  /// @param name which comparison
  /// @param expected the one side
  /// @param found the other
  /// @param difference found less expected
  public record Line(
      String section, String item, String name, String expected, String found, String difference) {}

  /// The report of a day.
  ///
  /// @param day the day
  /// @param lines what was compared
  public record Report(Day day, List<Line> lines) {}

  /// Closed days, the newest first, at most 100.
  ///
  /// @param before only days before this one
  public List<Day> before(String ledger, LocalDate before) {
    long limit = before.equals(LocalDate.MAX) ? Long.MAX_VALUE : before.toEpochDay();
    return db.fetch(
            "select * from kedge.day_close where ledger = ? and day < ? order by day desc limit ?",
            ledger,
            limit,
            DAYS_MAX)
        .map(DayCloses::day);
  }

  /// The report of a day, where it is closed.
  public Optional<Report> report(String ledger, LocalDate day) {
    return db.fetchOptional(
            "select * from kedge.day_close where ledger = ? and day = ?", ledger, day.toEpochDay())
        .map(row -> new Report(day(row), lines(ledger, day.toEpochDay())));
  }

  private List<Line> lines(String ledger, long day) {
    return db.fetch(
            "select * from kedge.day_close_line where ledger = ? and day = ?"
                + " order by section, item, name",
            ledger,
            day)
        .map(DayCloses::line);
  }

  private static Day day(Record row) {
    return new Day(
        LocalDate.ofEpochDay(number(row, "day")),
        Instant.ofEpochMilli(number(row, "cut_off")).toString(),
        Long.toString(number(row, "height")),
        Instant.ofEpochMilli(number(row, "closed_at")).toString(),
        Objects.requireNonNull(row.get("balanced", Boolean.class)),
        Long.toString(number(row, "accepted")),
        Long.toString(number(row, "refused")));
  }

  private static Line line(Record row) {
    BigDecimal expected = Objects.requireNonNull(row.get("expected", BigDecimal.class));
    BigDecimal found = Objects.requireNonNull(row.get("found", BigDecimal.class));
    return new Line(
        text(row, "section"),
        text(row, "item"),
        text(row, "name"),
        expected.toPlainString(),
        found.toPlainString(),
        found.subtract(expected).toPlainString());
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
