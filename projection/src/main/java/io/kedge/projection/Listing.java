package io.kedge.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOrderByStep;
import org.jooq.SortField;

/// The order of a list, and its pages: by key, never by counting rows, so that a page costs the
/// same wherever it is and no row is missed or doubled while others come in.
///
/// @param key columns that together name one row, most significant first; `bigint`, `integer` or
///     text, and part of what is selected
/// @param descending true where the greatest come first
public record Listing(List<? extends Field<?>> key, boolean descending) {
  /// Copies the columns.
  public Listing {
    key = List.copyOf(key);
  }

  /// The smallest first.
  public static Listing ascending(Field<?>... key) {
    return new Listing(List.of(key), false);
  }

  /// The greatest first.
  public static Listing descending(Field<?>... key) {
    return new Listing(List.of(key), true);
  }

  /// One page.
  ///
  /// @param select what is listed, with its conditions, without an order
  /// @param height the read models' height
  /// @param row what becomes of a row
  /// @throws IllegalArgumentException where the cursor is of another list
  public <R extends Record, T> Page<T> fetch(
      SelectOrderByStep<R> select, PageRequest page, long height, Function<R, T> row) {
    List<SortField<?>> order = new ArrayList<>();
    for (Field<?> column : key) {
      order.add(descending ? column.desc() : column.asc());
    }
    var sorted = select.orderBy(order);
    List<R> found =
        page.after().isPresent()
            ? sorted.seek(page.after().get().values(key)).limit(page.limit() + 1).fetch()
            : sorted.limit(page.limit() + 1).fetch();
    return Page.of(found, page.limit(), height, this::cursor).map(row);
  }

  private Cursor cursor(Record row) {
    return Cursor.of(key.stream().map(column -> row.get(column)).toArray());
  }
}
