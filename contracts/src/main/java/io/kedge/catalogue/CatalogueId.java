package io.kedge.catalogue;

import io.kedge.kernel.Identifiers;

/// The name of an entry of the catalogue, given by the operator.
///
/// @param value the id, of the form [Identifiers] describes
public record CatalogueId(String value) implements Comparable<CatalogueId> {
  /// Checks the form.
  public CatalogueId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(CatalogueId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
