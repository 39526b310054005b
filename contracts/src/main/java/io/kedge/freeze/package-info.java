/// Freezes (冻结): an overlay on a party, an asset, an instrument or a note, by order, with reason
/// and
/// evidence. Nothing frozen moves or ends, and its clocks stand still.
@NullMarked
package io.kedge.freeze;

import org.jspecify.annotations.NullMarked;
