package io.kedge.server.reading;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How values stand in JSON: quantities as decimal strings, times as ISO 8601 in UTC.
public final class Told {
  private Told() {}

  /// A quantity, an amount or a height.
  public static String number(long value) {
    return Long.toString(value);
  }

  /// A quantity that may be absent.
  public static Optional<String> number(@Nullable Long value) {
    return Optional.ofNullable(value).map(known -> Long.toString(known));
  }

  /// A time in milliseconds since 1970.
  public static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /// A time that may be absent.
  public static Optional<String> time(@Nullable Long millis) {
    return Optional.ofNullable(millis).map(known -> time(known.longValue()));
  }
}
