package io.kedge.reduction;

import io.kedge.contract.LedgerView;
import java.util.Optional;

/// Answers what position reductions there are (B-17).
public final class Reductions {
  private Reductions() {}

  /// A reduction, whatever its status.
  public static Optional<Reduction> find(LedgerView view, ReductionId id) {
    return view.get(Reduction.key(id)).map(Reduction::decode);
  }
}
