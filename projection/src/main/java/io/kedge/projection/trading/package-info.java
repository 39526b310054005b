/// Read models of value: notes, locks, balances, movements with their reasons, orders, trades,
/// gifts, cash and fees.
@NullMarked
package io.kedge.projection.trading;

import org.jspecify.annotations.NullMarked;
