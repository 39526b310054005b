/// What the ledger writes for each ordered batch: leaves, the header that closes them, and the
/// block record that carries both with the events.
@NullMarked
package io.kedge.ledger.block;

import org.jspecify.annotations.NullMarked;
