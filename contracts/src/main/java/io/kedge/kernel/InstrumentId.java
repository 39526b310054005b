package io.kedge.kernel;

/// The name of what a note is units of: an issue (数字资产) or a kind of cash. It is not an asset:
/// assets are registered things, instruments circulate.
///
/// @param value the id, of the form [Identifiers] describes
public record InstrumentId(String value) implements Comparable<InstrumentId> {
  /// Checks the form.
  public InstrumentId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(InstrumentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
