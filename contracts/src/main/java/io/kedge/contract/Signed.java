package io.kedge.contract;

import io.kedge.kernel.CommandId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import java.util.SortedSet;

/// A value whose signatures the host has verified against the key registry, at the command's
/// position. Contracts see no keys, signatures or certificates (format.md "Commands and ids").
///
/// @param id SHA-256 of the pre-authentication encoding; for the outer command, its id
/// @param value what was signed
/// @param party who signed; several keys mean four eyes of this one party
/// @param keys the keys that signed, all of this party
/// @param <T> what was signed
public record Signed<T>(CommandId id, T value, PartyId party, SortedSet<KeyId> keys) {}
