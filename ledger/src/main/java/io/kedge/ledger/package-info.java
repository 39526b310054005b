/// A ledger node: ordered batches in, blocks, state, proofs and receipts out.
@NullMarked
package io.kedge.ledger;

import org.jspecify.annotations.NullMarked;
