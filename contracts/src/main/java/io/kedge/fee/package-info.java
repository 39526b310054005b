/// Fees (手续费): schedules with effective dates, announced by an operator, and the arithmetic that
/// takes from every order the same fee however it is split into fills.
///
/// Others ask [io.kedge.fee.Fees] for rates and amounts and keep an [io.kedge.fee.OrderFees] per
/// order.
@NullMarked
package io.kedge.fee;

import org.jspecify.annotations.NullMarked;
