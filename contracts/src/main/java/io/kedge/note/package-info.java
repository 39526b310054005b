/// Value and who may move it: notes (units owned by one party, spent whole and re-created as
/// change),
/// the one lock, and the instruments both are units of.
///
/// Every concept that moves value does it through [io.kedge.note.Postings], which refuses what is
/// not owned, locked elsewhere or frozen, keeps the totals, and does not conclude unless what went
/// in
/// came out.
@NullMarked
package io.kedge.note;

import org.jspecify.annotations.NullMarked;
