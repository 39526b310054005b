/// Redemption (承兑): units of an issue are burned into a voucher for the goods, by their holder
/// inside
/// the window or by the platform after it.
@NullMarked
package io.kedge.redemption;

import org.jspecify.annotations.NullMarked;
