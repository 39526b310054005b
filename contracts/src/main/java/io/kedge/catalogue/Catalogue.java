package io.kedge.catalogue;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import java.util.Optional;

/// Answers what is in the catalogue, for every other concept.
public final class Catalogue {
  private Catalogue() {}

  /// An entry, retired or not.
  public static Optional<CatalogueEntry> find(LedgerView view, CatalogueId id) {
    return view.get(CatalogueEntry.key(id)).map(CatalogueEntry::decode);
  }

  /// An entry, retired or not.
  ///
  /// @throws RefusedException [CatalogueRefusal#ENTRY_UNKNOWN]
  public static CatalogueEntry require(LedgerView view, CatalogueId id) {
    return find(view, id)
        .orElseThrow(() -> RefusedException.because(CatalogueRefusal.ENTRY_UNKNOWN, id));
  }

  /// An entry of which further assets may be registered.
  ///
  /// @throws RefusedException also [CatalogueRefusal#ENTRY_RETIRED]
  public static CatalogueEntry requireCurrent(LedgerView view, CatalogueId id) {
    CatalogueEntry entry = require(view, id);
    RefusedException.unless(!entry.retired(), CatalogueRefusal.ENTRY_RETIRED, id);
    return entry;
  }

  /// A type of rights, retired or not.
  public static Optional<RightType> findRightType(LedgerView view, RightTypeId id) {
    return view.get(RightType.key(id)).map(RightType::decode);
  }

  /// A type of rights that further assets may get.
  ///
  /// @throws RefusedException [CatalogueRefusal#RIGHT_TYPE_UNKNOWN] or
  ///     [CatalogueRefusal#RIGHT_TYPE_RETIRED]
  public static RightType requireCurrentRightType(LedgerView view, RightTypeId id) {
    RightType type =
        findRightType(view, id)
            .orElseThrow(() -> RefusedException.because(CatalogueRefusal.RIGHT_TYPE_UNKNOWN, id));
    RefusedException.unless(!type.retired(), CatalogueRefusal.RIGHT_TYPE_RETIRED, id);
    return type;
  }
}
