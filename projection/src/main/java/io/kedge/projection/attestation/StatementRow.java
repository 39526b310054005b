package io.kedge.projection.attestation;

import io.kedge.attestation.Slot;
import io.kedge.attestation.Statement;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A statement, with who has signed and who is still awaited.
///
/// @param statement its entry in the state
/// @param asset the asset it is about, or whose issue or reduction it is about
/// @param lapsed true where it did not take effect by its deadline, on its own clock
/// @param filedHeight in which block it was filed
/// @param endedAt when it took effect or ended otherwise
public record StatementRow(
    Statement statement,
    Optional<AssetId> asset,
    boolean lapsed,
    long filedHeight,
    Optional<LedgerTime> endedAt) {
  /// A place for one signature.
  ///
  /// @param slot its index
  /// @param place the role, and the party where it is named
  /// @param signedBy who signed there
  /// @param signedAt when
  public record Place(
      int slot, Slot place, Optional<PartyId> signedBy, Optional<LedgerTime> signedAt) {
    /// True where nobody has signed.
    public boolean open() {
      return signedBy.isEmpty();
    }
  }

  /// All places, in their order.
  public List<Place> places() {
    var places = new ArrayList<Place>();
    for (int i = 0; i < statement.slots().size(); i++) {
      int slot = i;
      Optional<Statement.Signature> signature =
          statement.signatures().stream().filter(s -> s.slot() == slot).findFirst();
      places.add(
          new Place(
              slot,
              statement.slots().get(slot),
              signature.map(Statement.Signature::party),
              signature.map(Statement.Signature::at)));
    }
    return places;
  }

  /// True while signatures are taken.
  public boolean takesSignatures() {
    return statement.open() && !lapsed;
  }

  /// The places where a signature is still awaited; none once it ended or lapsed.
  public List<Place> awaited() {
    return takesSignatures() ? places().stream().filter(Place::open).toList() : List.of();
  }

  /// How many signatures are still needed.
  public int missing() {
    return takesSignatures()
        ? Math.max(0, statement.threshold() - statement.signatures().size())
        : 0;
  }
}
