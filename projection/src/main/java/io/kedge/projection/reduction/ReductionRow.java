package io.kedge.projection.reduction;

import io.kedge.kernel.LedgerTime;
import io.kedge.reduction.Reduction;
import java.util.Optional;

/// A position reduction.
///
/// @param reduction its entry in the state
/// @param left the asset's quantity once it took effect, in smallest deliverable units
/// @param appliedAt when it was applied for
/// @param appliedHeight in which block
/// @param endedAt when it took effect or ended otherwise
public record ReductionRow(
    Reduction reduction,
    Optional<Long> left,
    LedgerTime appliedAt,
    long appliedHeight,
    Optional<LedgerTime> endedAt) {}
