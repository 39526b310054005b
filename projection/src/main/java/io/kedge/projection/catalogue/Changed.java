package io.kedge.projection.catalogue;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;

/// Something of the catalogue with its last change.
///
/// @param value what it is now
/// @param at when it was changed last
/// @param by by whom
/// @param height in which block
public record Changed<T>(T value, LedgerTime at, PartyId by, long height) {}
