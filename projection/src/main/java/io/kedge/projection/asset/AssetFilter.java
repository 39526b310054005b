package io.kedge.projection.asset;

import io.kedge.asset.AssetStatus;
import io.kedge.catalogue.CatalogueId;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// Which assets a list has.
///
/// @param owner only those of this owner
/// @param custodian only those this custodian holds
/// @param issuer only those this issuer may issue on
/// @param rightsHolder only those with a right that this party honours
/// @param entry only those of this catalogue entry
/// @param status only those at this point of their life
/// @param anchoring only those that units are issued on, or only the others
/// @param text only those with these words in names, attributes, rights or documents
public record AssetFilter(
    Optional<PartyId> owner,
    Optional<PartyId> custodian,
    Optional<PartyId> issuer,
    Optional<PartyId> rightsHolder,
    Optional<CatalogueId> entry,
    Optional<AssetStatus> status,
    Optional<Boolean> anchoring,
    Optional<String> text) {
  /// All of them.
  public static final AssetFilter ALL =
      new AssetFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// Those with these words.
  public static AssetFilter with(String text) {
    return new AssetFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(text));
  }
}
