/// The ledger as everybody may see it: blocks, commands, receipts, checkpoints.
@NullMarked
package io.kedge.server.ledger;

import org.jspecify.annotations.NullMarked;
