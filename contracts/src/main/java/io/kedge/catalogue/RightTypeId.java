package io.kedge.catalogue;

import io.kedge.kernel.Identifiers;

/// The name of a type of rights, given by the operator.
///
/// @param value the id, of the form [Identifiers] describes
public record RightTypeId(String value) implements Comparable<RightTypeId> {
  /// Checks the form.
  public RightTypeId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(RightTypeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
