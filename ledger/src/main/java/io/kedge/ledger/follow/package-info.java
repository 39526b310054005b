/// Following a ledger from outside: pulls it, proves every entry by the signed root, executes every
/// command again, cosigns, and reports the first difference (docs/reference/follow.md).
///
/// [io.kedge.ledger.follow.Follower] does one poll at a time; who waits between two is the caller.
@NullMarked
package io.kedge.ledger.follow;

import org.jspecify.annotations.NullMarked;
