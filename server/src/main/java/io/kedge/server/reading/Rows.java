package io.kedge.server.reading;

import io.kedge.projection.Cursor;
import io.kedge.projection.Page;
import java.util.List;
import java.util.Optional;

/// A page of a list.
///
/// @param items the rows
/// @param next asks for the rows after these, as query parameter `after`; none at the end
/// @param height the height the rows are of
public record Rows<T>(List<T> items, Optional<String> next, String height) {
  static <T> Rows<T> of(Page<T> page) {
    return new Rows<>(page.rows(), page.next().map(Cursor::text), Long.toString(page.height()));
  }
}
