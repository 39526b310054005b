/// The auditor: keeps its own books from what a ledger says happened, and checks the laws of the
/// market after every step. It shares no bookkeeping with the contracts, only
/// [io.kedge.note.Conservation].
@NullMarked
package io.kedge.scenario.audit;

import org.jspecify.annotations.NullMarked;
