package io.kedge.fee;

import io.kedge.kernel.Identifiers;

/// The name of a fee schedule, chosen by the operator who announces it; terms of offerings name it.
///
/// @param value the id, of the form [Identifiers] describes
public record FeeScheduleId(String value) implements Comparable<FeeScheduleId> {
  /// Checks the form.
  public FeeScheduleId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(FeeScheduleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
