package io.kedge.projection.freeze;

import io.kedge.freeze.FreezeHistory;
import io.kedge.freeze.FreezeSubject;

/// Something that is frozen or was.
///
/// @param subject what
/// @param history when, by whom and why, all its life
/// @param changedHeight the block of the last change
public record FreezeRow(FreezeSubject subject, FreezeHistory history, long changedHeight) {}
