/// Cash (资金): money on the ledger, minted by a clearing agent against a deposit at a bank and
/// burned when it is paid out there.
///
/// Others ask [io.kedge.cash.CashKinds] what a kind of cash is; the notes themselves move like all
/// value, by [io.kedge.note.Postings].
@NullMarked
package io.kedge.cash;

import org.jspecify.annotations.NullMarked;
