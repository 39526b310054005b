/// The embedded node, and what a node, an inspection and an import have in common.
///
/// | To | Use |
/// |---|---|
/// | found or open a ledger | `LedgerNode.open(genesis, rules, NodeParts.in(dir, logKey, fatal))` |
/// | read what founds it | [io.kedge.ledger.node.GenesisState] |
/// | submit | `node.submit(envelope)`: a [io.kedge.ledger.node.Submitted], `Decided` or
/// `TurnedAway` |
/// | get a receipt | `node.receipt(commandId)`: the bytes of a `.tlog-proof` file |
/// | prove what state has | `node.stateProof(key)`; from a directory: `StoredProofs.open(…)` |
/// | know whom receipts are of | `node.vkey()`, also in the file `ledger.vkey` |
/// | read state | `node.view()`; position and roots: `node.tip()`, `node.stateRoot()` |
/// | follow | `node.subscribe(listener)`, `node.subscribeFromStart(listener)`, `node.awaitShown()`
/// |
/// | read blocks | `node.block(height)` |
/// | end | `node.close()` |
///
/// The log key comes from [io.kedge.ledger.node.NodeKeys], sealed by a passphrase. All of it runs
/// on simulated parts as well: pass a [io.kedge.ledger.node.NodeParts] with a `SimDisk`, a
/// `SimClock` and `MemoryStateStore.provider()`.
@NullMarked
package io.kedge.ledger.node;

import org.jspecify.annotations.NullMarked;
