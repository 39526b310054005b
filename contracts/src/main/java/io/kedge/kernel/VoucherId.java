package io.kedge.kernel;

/// The name of a voucher (提货凭证), made by the command that created it.
///
/// @param value the id, of the form [Identifiers] describes
public record VoucherId(String value) implements Comparable<VoucherId> {
  /// Checks the form.
  public VoucherId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(VoucherId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
