package io.kedge.projection.sql;

import java.time.Duration;

/// What a query may take.
///
/// @param timeout how long one statement may run
/// @param rowsMax how many rows are answered at most
/// @param bytesMax how many characters the answer's cells may have together
/// @param atOnce how many queries run at once
public record SqlLimits(Duration timeout, int rowsMax, int bytesMax, int atOnce) {
  /// The limits of the REST query.
  public static final SqlLimits STANDARD = new SqlLimits(Duration.ofSeconds(10), 1_000, 4 << 20, 4);
}
