package io.kedge.kernel;

/// The name of an offering (发售), made by the command that announced it.
///
/// @param value the id, of the form [Identifiers] describes
public record OfferingId(String value) implements Comparable<OfferingId> {
  /// Checks the form.
  public OfferingId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(OfferingId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
