package io.kedge.kernel;

/// The name of a statement that waits for attestations (确权), made by the command that filed it.
///
/// @param value the id, of the form [Identifiers] describes
public record StatementId(String value) implements Comparable<StatementId> {
  /// Checks the form.
  public StatementId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(StatementId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
