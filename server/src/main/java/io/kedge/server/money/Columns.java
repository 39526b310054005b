package io.kedge.server.money;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/// Reads columns of rows that plain SQL gave.
final class Columns {
  private Columns() {}

  static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  static Optional<String> maybeText(Record row, String column) {
    return Optional.ofNullable(row.get(column, String.class));
  }

  static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  static Optional<Long> maybeNumber(Record row, String column) {
    return Optional.ofNullable(row.get(column, Long.class));
  }

  static boolean truth(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Boolean.class), column);
  }

  static byte[] bytes(Record row, String column) {
    return Objects.requireNonNull(row.get(column, byte[].class), column);
  }

  static Optional<LocalDate> maybeDay(Record row, String column) {
    return Optional.ofNullable(row.get(column, LocalDate.class));
  }
}
