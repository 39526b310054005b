package io.kedge.kernel;

/// The name of a registered asset (实物资产 / 锚定物), made by the command that registered it.
///
/// @param value the id, of the form [Identifiers] describes
public record AssetId(String value) implements Comparable<AssetId> {
  /// Checks the form.
  public AssetId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(AssetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
