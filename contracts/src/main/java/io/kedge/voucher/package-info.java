/// Vouchers (提货凭证, electronic delivery orders): what units become when they are redeemed, and how
/// the goods and the rights behind them are handed over, counted and ended.
///
/// A voucher does not change hands (H-63): it is split, delivered, honoured, corrected, or expires.
@NullMarked
package io.kedge.voucher;

import org.jspecify.annotations.NullMarked;
