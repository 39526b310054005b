/// What parties hold and how it moved: balances, notes, locks, orders, trades, gifts, cash, fees.
@NullMarked
package io.kedge.server.trading;

import org.jspecify.annotations.NullMarked;
