package io.kedge.projection.asset;

import io.kedge.kernel.InstrumentId;

/// What an issue has committed of an asset.
///
/// @param issue the issue
/// @param ratio smallest deliverable units per unit of the issue
/// @param goods smallest deliverable units committed now; 0 before it is confirmed and after it was
///     wound up
public record AnchorRow(InstrumentId issue, long ratio, long goods) {}
