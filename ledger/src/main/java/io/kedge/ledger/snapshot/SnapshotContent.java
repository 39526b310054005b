package io.kedge.ledger.snapshot;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.state.FrozenState;
import io.kedge.ledger.tree.TileStore;

/// What a snapshot is made from.
///
/// @param genesis the genesis document
/// @param header of the block after which `state` is the state
/// @param recordHash the hash of its record in the log
/// @param tiles of a tree that covers the checkpoint
/// @param checkpoint signed, of a tree that has the header
/// @param state the state; read, not closed
public record SnapshotContent(
    Bytes genesis,
    BlockHeader header,
    Digest recordHash,
    TileStore tiles,
    SignedNote checkpoint,
    FrozenState state) {}
