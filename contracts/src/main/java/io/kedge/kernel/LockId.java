package io.kedge.kernel;

/// The name of a lock, made by the command that created it.
///
/// @param value the id, of the form [Identifiers] describes
public record LockId(String value) implements Comparable<LockId> {
  /// Checks the form.
  public LockId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(LockId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
