package io.kedge.kernel;

/// The name of a verification key: the first 32 hexadecimal digits of the SHA-256 of its algorithm
/// and public bytes.
///
/// @param value the id, of the form [Identifiers] describes
public record KeyId(String value) implements Comparable<KeyId> {
  /// Checks the form.
  public KeyId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(KeyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
