/// Read models of a whole market's story, compared with the ledger's own state.
@NullMarked
package io.kedge.projection.story;

import org.jspecify.annotations.NullMarked;
