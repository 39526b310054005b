/// Read models of delivery vouchers and of what was done with them.
@NullMarked
package io.kedge.projection.voucher;

import org.jspecify.annotations.NullMarked;
