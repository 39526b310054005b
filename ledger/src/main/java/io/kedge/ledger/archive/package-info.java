/// A ledger, or a range of its blocks, as one file that proves itself: genesis, blocks, a signed
/// checkpoint and what connects them.
///
/// `Archive.export(disk, genesis, range, out)` writes one, `Archive.verify(in, keys)` checks one
/// without any ledger, `Archive.restore(in, rules, parts…)` executes one into an empty directory.
@NullMarked
package io.kedge.ledger.archive;

import org.jspecify.annotations.NullMarked;
