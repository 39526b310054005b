/// Liquidation (清盘): the end of an issue, once every unit was redeemed and every voucher is final.
@NullMarked
package io.kedge.liquidation;

import org.jspecify.annotations.NullMarked;
