/// What a ledger shows to outsiders, by path: checkpoint, tiles and entries as C2SP tlog-tiles has
/// them, and what followers need beyond that. Knows no HTTP; docs/reference/follow.md.
@NullMarked
package io.kedge.ledger.publish;

import org.jspecify.annotations.NullMarked;
