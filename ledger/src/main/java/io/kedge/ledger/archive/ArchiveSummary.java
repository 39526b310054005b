package io.kedge.ledger.archive;

import io.kedge.kernel.Digest;

/// What an archive holds.
///
/// @param ledger the ledger's id
/// @param first its first block
/// @param last its last block
/// @param commands how many commands these have
/// @param treeSize entries of the tree after the last block
/// @param treeRoot the root of that tree
/// @param stateRoot the state root in the last header
/// @param checkpointSize entries of the tree its checkpoint signs
/// @param earlierSize entries of the tree of the earlier checkpoint that it is shown to extend; 0
///     where there is none
public record ArchiveSummary(
    String ledger,
    long first,
    long last,
    long commands,
    long treeSize,
    Digest treeRoot,
    Digest stateRoot,
    long checkpointSize,
    long earlierSize) {}
