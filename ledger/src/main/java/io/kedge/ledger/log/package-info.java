/// The append-only log: the truth a ledger is rebuilt from. Segments of chained records, two
/// alternating head files that say how far it is durable, and a recovery that either restores
/// exactly what was acknowledged or names what is wrong (docs/reference/storage.md).
///
/// Callers see [io.kedge.ledger.log.LedgerLog] and what it takes and answers.
@NullMarked
package io.kedge.ledger.log;

import org.jspecify.annotations.NullMarked;
