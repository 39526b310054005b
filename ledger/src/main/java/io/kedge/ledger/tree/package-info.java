/// The Merkle tree over all entries of a ledger: RFC 6962 hashes, C2SP tlog-tiles, proofs.
///
/// The writer feeds [io.kedge.ledger.tree.TreeAppender]: `append` per leaf hash, `root` after each
/// batch, `flush` when tiles are wanted. Readers build proofs from any
/// [io.kedge.ledger.tree.TileStore] with [io.kedge.ledger.tree.TreeProofs]. Nothing but the leaf
/// hashes is primary: a lost or bad tile is rebuilt by appending the leaf hashes again.
/// [io.kedge.ledger.tree.InclusionProof] and [io.kedge.ledger.tree.ConsistencyProof] verify
/// themselves without any of that code. [io.kedge.ledger.tree.EntryBundle] is the served form of
/// the entries, and [io.kedge.ledger.tree.TileAudit] finds tiles that do not fit each other.
@NullMarked
package io.kedge.ledger.tree;

import org.jspecify.annotations.NullMarked;
