package io.kedge.projection.trading;

import io.kedge.projection.Projection;
import java.util.List;

/// The projections of this package, in the order in which they take an event.
public final class TradingProjections {
  private TradingProjections() {}

  /// All of them. Notes and locks come first: the others look them up.
  public static List<Projection> all() {
    return List.of(
        new NoteProjection(),
        new MovementProjection(),
        new OrderProjection(),
        new GiftProjection(),
        new CashProjection(),
        new FeeProjection());
  }
}
