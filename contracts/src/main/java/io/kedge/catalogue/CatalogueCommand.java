package io.kedge.catalogue;

import io.kedge.contract.Command;

/// What may be asked about the catalogue.
public sealed interface CatalogueCommand extends Command {
  /// Enter or change an entry.
  ///
  /// @param entry as it shall be
  record PutEntry(CatalogueEntry entry) implements CatalogueCommand {}

  /// Enter or change a type of rights.
  ///
  /// @param rightType as it shall be
  record PutRightType(RightType rightType) implements CatalogueCommand {}
}
