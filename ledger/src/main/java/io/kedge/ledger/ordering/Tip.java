package io.kedge.ledger.ordering;

import io.kedge.kernel.Digest;
import io.kedge.kernel.LedgerTime;

/// The last durable block of a node, as far as an ordering needs it.
///
/// @param number its height; 0 where there is only the genesis
/// @param time its ledger time
/// @param header hash of its header; [Digest#ZERO] at 0
/// @param treeSize entries of the tree, its header included
/// @param treeRoot root of that tree: with the size, what a checkpoint would sign
/// @param stateRoot the state root its header carries
public record Tip(
    long number,
    LedgerTime time,
    Digest header,
    long treeSize,
    Digest treeRoot,
    Digest stateRoot) {}
