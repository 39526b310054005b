package io.kedge.projection.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a query answers: cells as PostgreSQL writes them as text.
///
/// @param columns the columns' names and types
/// @param rows cells, `null` where there is no value
/// @param more true where the answer was cut at a limit
/// @param height the read models' height, of the same moment as the rows
public record SqlAnswer(
    List<Column> columns, List<List<@Nullable String>> rows, boolean more, long height) {
  /// A column of an answer.
  ///
  /// @param name its name
  /// @param type its PostgreSQL type, for example `int8`
  public record Column(String name, String type) {}
}
