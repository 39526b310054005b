package io.kedge.subscription;

/// What one application asks for, as an allotment sees it.
///
/// @param place where it stands in the order of applying
/// @param lots how many lots it asks for, at least 1
public record Demand(Place place, long lots) {
  /// Checks the range.
  public Demand {
    if (lots < 1) {
      throw new IllegalArgumentException("an application asks for at least one lot");
    }
  }
}
