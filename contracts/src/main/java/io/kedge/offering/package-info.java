/// Offerings (发售): the announcement of an issue with all its terms, and what time it is in the
/// offering's life. Phases are computed from terms and ledger time, never stored.
///
/// Other concepts ask [io.kedge.offering.Offerings], [io.kedge.offering.Trading] and
/// [io.kedge.offering.Redeeming].
@NullMarked
package io.kedge.offering;

import org.jspecify.annotations.NullMarked;
