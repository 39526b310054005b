/// Read models in PostgreSQL, made of final blocks in order and rebuildable from zero.
@NullMarked
package io.kedge.projection;

import org.jspecify.annotations.NullMarked;
