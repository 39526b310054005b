package io.kedge.projection.catalogue;

import io.kedge.catalogue.Category;
import io.kedge.catalogue.Family;
import java.util.Optional;

/// Which catalogue entries a list has.
///
/// @param category only those of this category
/// @param family only those of this family
/// @param mayAnchor only those whose assets may back an issue, or only the others
/// @param retired only those that are retired, or only the others
/// @param text only those with these words in names or attributes
public record CatalogueFilter(
    Optional<Category> category,
    Optional<Family> family,
    Optional<Boolean> mayAnchor,
    Optional<Boolean> retired,
    Optional<String> text) {
  /// All of them.
  public static final CatalogueFilter ALL =
      new CatalogueFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Those with these words in names or attributes.
  public static CatalogueFilter with(String text) {
    return new CatalogueFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
  }
}
