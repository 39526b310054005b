package io.kedge.kernel;

/// The name of a party on the ledger, chosen when it registers. It says nothing about who it is.
///
/// @param value the id, of the form [Identifiers] describes
public record PartyId(String value) implements Comparable<PartyId> {
  /// Checks the form.
  public PartyId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(PartyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
