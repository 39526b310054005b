package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import java.util.Map;
import java.util.Optional;

/// Everything one or more blocks change in a store. It takes effect as a whole or not at all.
///
/// @param applied up to where the store is after it
/// @param entries the entries that changed, each with its last value; empty where it was removed
/// @param commands commands decided
/// @param pages pages of the state tree; empty where there is none any more
public record StateWrite(
    Applied applied,
    Map<Key, Optional<Bytes>> entries,
    Map<CommandId, CommandRecord> commands,
    Map<Bytes, Optional<Bytes>> pages) {}
