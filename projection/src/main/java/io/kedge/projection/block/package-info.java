/// Blocks, and the commands in them as transactions.
@NullMarked
package io.kedge.projection.block;

import org.jspecify.annotations.NullMarked;
