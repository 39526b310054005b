/// Delivery vouchers as those see them who have to do with them.
@NullMarked
package io.kedge.server.voucher;

import org.jspecify.annotations.NullMarked;
