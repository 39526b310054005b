package io.kedge.projection.asset;

import io.kedge.asset.Asset;
import io.kedge.kernel.LedgerTime;

/// An asset as the ledger has it.
///
/// @param asset its entry in the state
/// @param nameZh what its kind of thing is called in Chinese
/// @param nameEn what its kind of thing is called in English
/// @param frozen true while it is frozen
/// @param registeredAt when it was registered
/// @param registeredHeight in which block
/// @param changedAt when it changed last
/// @param changedHeight in which block
public record AssetRow(
    Asset asset,
    String nameZh,
    String nameEn,
    boolean frozen,
    LedgerTime registeredAt,
    long registeredHeight,
    LedgerTime changedAt,
    long changedHeight) {}
