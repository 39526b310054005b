package io.kedge.reduction;

import io.kedge.kernel.Identifiers;

/// The name of a position reduction, made by the command that applied for it.
///
/// @param value the id, of the form [Identifiers] describes
public record ReductionId(String value) implements Comparable<ReductionId> {
  /// Checks the form.
  public ReductionId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(ReductionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
