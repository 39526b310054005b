package io.kedge.subscription;

import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.note.StripedTotal;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import java.util.List;
import java.util.Optional;

/// Answers who applied for what.
public final class Subscriptions {
  private Subscriptions() {}

  /// The application of a beneficial owner, if there is one.
  public static Optional<Application> find(
      LedgerView view, OfferingId offering, PartyId beneficialOwner) {
    return view.get(Application.key(offering, beneficialOwner)).map(Application::decode);
  }

  /// Applications in the order of their beneficial owners.
  ///
  /// @param after only those after this one
  /// @param limit how many at most
  public static List<Application> page(
      LedgerView view, OfferingId offering, Optional<PartyId> after, int limit) {
    String prefix = Key.prefix("subscription", offering.value());
    String start = after.map(owner -> Application.key(offering, owner).value()).orElse(prefix);
    return view.range(prefix, start, limit).stream()
        .map(entry -> Application.decode(entry.value()))
        .toList();
  }

  /// True where every application of an offering is settled, those aside that are frozen: trading
  /// opens no earlier (format.md "Trading opens").
  public static boolean allSettled(Offering offering) {
    return offering.status() == OfferingStatus.SETTLED;
  }

  /// How many applications of an offering still have their cash locked.
  public static long live(LedgerView view, Offering offering) {
    return total(offering).sum(view);
  }

  static StripedTotal total(Offering offering) {
    return new StripedTotal(offering.issue(), StripedTotal.Name.APPLICATIONS);
  }
}
