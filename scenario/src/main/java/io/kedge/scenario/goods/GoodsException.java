package io.kedge.scenario.goods;

/// A table of goods cannot be taken over. The message names the line and what is wrong with it.
public final class GoodsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String field;

  /// Says what is wrong and where.
  ///
  /// @param line the row's first line, from 1
  /// @param field the column, or `CSV` where the table itself is wrong
  /// @param message what is wrong
  public GoodsException(int line, String field, String message) {
    super("line " + line + ": " + field + ": " + message);
    this.line = line;
    this.field = field;
  }

  /// The row's first line, from 1.
  public int line() {
    return line;
  }

  /// The column.
  public String field() {
    return field;
  }
}
