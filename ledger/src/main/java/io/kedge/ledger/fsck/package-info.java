/// Looks through a ledger's directory without changing it: every record, leaf, tile, root, header,
/// signature and checkpoint, everything executed again, the stored state compared.
///
/// `Fsck.run(disk, genesis, rules, state, progress)` answers a [io.kedge.ledger.fsck.FsckReport].
@NullMarked
package io.kedge.ledger.fsck;

import org.jspecify.annotations.NullMarked;
