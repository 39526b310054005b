/// The values every other package is written in: bytes, digests, ids, quantities, ledger time, the
/// binary encoding [io.kedge.kernel.Wire], strict JSON, and the limits of the ledger.
///
/// Nothing here knows a business rule.
@NullMarked
package io.kedge.kernel;

import org.jspecify.annotations.NullMarked;
