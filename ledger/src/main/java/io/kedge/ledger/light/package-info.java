/// A light client (semantics/ledger.md §6C): who has no copy of a ledger keeps its newest
/// checkpoint,
/// goes forward only by consistency that he checks himself, and keeps what proves a ledger a liar.
@NullMarked
package io.kedge.ledger.light;

import org.jspecify.annotations.NullMarked;
