package io.kedge.projection.offering;

import io.kedge.projection.Projection;
import java.util.List;

/// The projections of this package, in the order in which they take an event.
public final class OfferingProjections {
  private OfferingProjections() {}

  /// All of them. Those of vouchers come before them: the figures of an issue follow its vouchers.
  public static List<Projection> all() {
    return List.of(
        new StandstillProjection(),
        new OfferingProjection(),
        new SubscriptionProjection(),
        new IssueProjection());
  }
}
