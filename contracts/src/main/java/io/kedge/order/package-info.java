/// Orders (委托) before there is an order book: a command that locks what is sold or what is paid
/// with, under signed terms (format.md "Orders before the order book exists").
///
/// Whoever settles orders reads them by [io.kedge.order.Orders] and goes by their
/// [io.kedge.order.OrderTerms].
@NullMarked
package io.kedge.order;

import org.jspecify.annotations.NullMarked;
