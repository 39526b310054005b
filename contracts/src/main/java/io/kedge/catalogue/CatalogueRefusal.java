package io.kedge.catalogue;

import io.kedge.contract.Refusal;

/// Why a change of the catalogue was refused, or a command because of the catalogue, in the order
/// of checking.
public enum CatalogueRefusal implements Refusal {
  /// The catalogue has no such entry.
  ENTRY_UNKNOWN(true),
  /// No further assets of this entry are registered.
  ENTRY_RETIRED(true),
  /// The category and what a deliverable unit holds stay as they are: assets count in them.
  ENTRY_FIXED(false),
  /// There is no such type of rights.
  RIGHT_TYPE_UNKNOWN(true),
  /// No further assets get rights of this type.
  RIGHT_TYPE_RETIRED(true);

  private final boolean mayPassLater;

  CatalogueRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
