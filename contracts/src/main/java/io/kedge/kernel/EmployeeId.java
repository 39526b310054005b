package io.kedge.kernel;

/// The name of an employee within its organisation.
///
/// @param value the id, of the form [Identifiers] describes
public record EmployeeId(String value) implements Comparable<EmployeeId> {
  /// Checks the form.
  public EmployeeId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(EmployeeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
