/// Who puts the commands in order (semantics/consortium.md "The port").
///
/// An [io.kedge.ledger.ordering.Ordering] takes envelopes in and hands the node numbered batches;
/// it is told when one is durable. [io.kedge.ledger.ordering.SoloOrdering] is one thread of this
/// process. Nothing in execution may depend on which ordering it is.
@NullMarked
package io.kedge.ledger.ordering;

import org.jspecify.annotations.NullMarked;
