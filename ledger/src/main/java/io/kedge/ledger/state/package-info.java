/// The ledger's derived state: entries, the index of commands, and the tree that gives the state
/// root; rebuildable from the log at any time.
///
/// [io.kedge.ledger.state.StateStore] is the port, in RocksDB or in memory.
/// [io.kedge.ledger.state.WorkingState] is what execution reads and writes: everything not yet
/// stored, over a store. [io.kedge.ledger.state.StateTree] is the canonical compact sparse Merkle
/// tree, [io.kedge.ledger.state.PlainStateRoot] the same root computed slowly from the definition.
@NullMarked
package io.kedge.ledger.state;

import org.jspecify.annotations.NullMarked;
