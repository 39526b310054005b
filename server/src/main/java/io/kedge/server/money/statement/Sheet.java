package io.kedge.server.money.statement;

import java.util.List;

/// A paper before it is drawn: what stands in its head, one table, and remarks below.
///
/// @param title large, at the top
/// @param subtitle below it, may be empty
/// @param language `zh-CN` or `en`
/// @param facts the head: label and value, two columns
/// @param columns of the table
/// @param rows of the table, each with as many cells as there are columns
/// @param totals the last row, or empty
/// @param notes remarks below the table
public record Sheet(
    String title,
    String subtitle,
    String language,
    List<Fact> facts,
    List<Column> columns,
    List<Row> rows,
    List<Cell> totals,
    List<String> notes) {

  /// Checks that every row fits the columns.
  public Sheet {
    facts = List.copyOf(facts);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    totals = List.copyOf(totals);
    notes = List.copyOf(notes);
    var width = columns.size();
    if (rows.stream().anyMatch(r -> r.cells().size() != width)
        || (!totals.isEmpty() && totals.size() != width)) {
      throw new IllegalArgumentException("a row does not fit the columns");
    }
  }

  /// One line of the head.
  public record Fact(String label, String value) {}

  /// A column.
  ///
  /// @param label its head
  /// @param weight its width beside the others
  /// @param right true where its cells stand at the right: amounts
  public record Column(String label, int weight, boolean right) {}

  /// A row of the table.
  ///
  /// @param cells in the order of the columns
  /// @param proof where the row is proved, small, below it; may be empty
  public record Row(List<Cell> cells, String proof) {
    /// Copies the cells.
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /// What stands in a cell.
  public sealed interface Cell {
    /// Words.
    record Text(String text) implements Cell {}

    /// An amount.
    ///
    /// @param units minor units
    /// @param digits how many digits of it are fractions
    record Amount(long units, int digits) implements Cell {}

    /// Nothing.
    record Empty() implements Cell {}
  }
}
