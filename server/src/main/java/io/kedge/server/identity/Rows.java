package io.kedge.server.identity;

import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/// Values of a row by column name.
final class Rows {
  private Rows() {}

  static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  static boolean truth(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Boolean.class), column);
  }

  static byte[] bytes(Record row, String column) {
    return Objects.requireNonNull(row.get(column, byte[].class), column);
  }

  static String[] texts(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String[].class), column);
  }

  static <T> Optional<T> maybe(Record row, String column, Class<T> type) {
    return Optional.ofNullable(row.get(column, type));
  }
}
