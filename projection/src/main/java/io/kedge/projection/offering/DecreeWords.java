package io.kedge.projection.offering;

import io.kedge.kernel.LedgerTime;
import io.kedge.offering.Decree;
import io.kedge.offering.Stage;
import java.util.Optional;

/// A decree's kind as it stands in tables and JSON.
///
/// @param kind for example `OPENED_EARLY`
/// @param stage which stage it is about
/// @param moment the time it names
record DecreeWords(String kind, Optional<Stage> stage, Optional<LedgerTime> moment) {
  static DecreeWords of(Decree.Kind kind) {
    return switch (kind) {
      case Decree.OpenedEarly(var stage, var at) -> of("OPENED_EARLY", stage, at);
      case Decree.Postponed(var stage, var to) -> of("POSTPONED", stage, to);
      case Decree.Extended(var until) -> of("EXTENDED", Stage.SUBSCRIPTION, until);
      case Decree.Suspended _ -> plain("SUSPENDED");
      case Decree.Resumed _ -> plain("RESUMED");
      case Decree.Cancelled _ -> plain("CANCELLED");
      case Decree.Withdrawn _ -> plain("WITHDRAWN");
    };
  }

  private static DecreeWords of(String kind, Stage stage, LedgerTime moment) {
    return new DecreeWords(kind, Optional.of(stage), Optional.of(moment));
  }

  private static DecreeWords plain(String kind) {
    return new DecreeWords(kind, Optional.empty(), Optional.empty());
  }
}
