/// Read models of freezes.
@NullMarked
package io.kedge.projection.freeze;

import org.jspecify.annotations.NullMarked;
