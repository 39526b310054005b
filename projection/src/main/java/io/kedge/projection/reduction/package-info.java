/// Read models of position reductions.
@NullMarked
package io.kedge.projection.reduction;

import org.jspecify.annotations.NullMarked;
