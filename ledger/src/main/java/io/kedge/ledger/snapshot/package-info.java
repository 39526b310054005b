/// Snapshots of a ledger: the whole state after one block, in plain files that anybody can check
/// against a signed checkpoint (semantics/ledger.md §6B, §6C; docs/reference/storage.md).
///
/// [io.kedge.ledger.snapshot.SnapshotManifest] says what is in one and proves the header.
/// [io.kedge.ledger.snapshot.SnapshotWriter] makes one,
/// [io.kedge.ledger.snapshot.SnapshotReader] checks one and fills a state store with it,
/// [io.kedge.ledger.snapshot.Snapshots] finds those in a directory.
@NullMarked
package io.kedge.ledger.snapshot;

import org.jspecify.annotations.NullMarked;
