package io.kedge.projection;

import java.util.Optional;

/// Which rows of a list somebody wants.
///
/// @param after where the list goes on; none from its beginning
/// @param limit at most so many rows, 1 to [Page#ROWS_MAX]
public record PageRequest(Optional<Cursor> after, int limit) {
  /// Checks the limit.
  ///
  /// @throws IllegalArgumentException where it is not 1 to [Page#ROWS_MAX]
  public PageRequest {
    Page.limit(limit);
  }

  /// The beginning of a list.
  public static PageRequest first(int limit) {
    return new PageRequest(Optional.empty(), limit);
  }

  /// From texts as they come with a request.
  ///
  /// @param after a cursor's text
  /// @throws IllegalArgumentException where a text is none
  public static PageRequest of(Optional<String> after, Optional<Integer> limit) {
    return new PageRequest(after.map(Cursor::read), limit.orElse(Page.ROWS));
  }
}
