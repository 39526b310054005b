package io.kedge.projection;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Some rows of a longer list, in the list's order, and where it goes on.
///
/// @param rows at most as many as were asked for
/// @param next asks for the rows after these; none at the end of the list
/// @param height the read models' height
public record Page<T>(List<T> rows, Optional<Cursor> next, long height) {
  /// No list answers more rows at once.
  public static final int ROWS_MAX = 200;

  /// How many rows a list answers where nothing is said.
  public static final int ROWS = 50;

  /// Copies the rows.
  public Page {
    rows = List.copyOf(rows);
  }

  /// The page of a query that was asked for one row more than wanted: the one more says that the
  /// list goes on.
  ///
  /// @param found at most `limit + 1` rows
  /// @param limit how many were wanted
  /// @param key where a row stands in the list's order
  public static <T> Page<T> of(List<T> found, int limit, long height, Function<T, Cursor> key) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty(), height);
    }
    List<T> rows = found.subList(0, limit);
    return new Page<>(rows, Optional.of(key.apply(rows.getLast())), height);
  }

  /// A limit as it was asked for, if it may be one.
  ///
  /// @throws IllegalArgumentException where it is not 1 to [#ROWS_MAX]
  public static int limit(int asked) {
    if (asked < 1 || asked > ROWS_MAX) {
      throw new IllegalArgumentException("a page has 1 to " + ROWS_MAX + " rows, not " + asked);
    }
    return asked;
  }

  /// The same page of other things.
  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(rows.stream().map(change).toList(), next, height);
  }
}
