/// Databases that do the ledger's signed transfers without being a ledger, for the bench to measure
/// beside it.
@NullMarked
package io.kedge.peers;

import org.jspecify.annotations.NullMarked;
