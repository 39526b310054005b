/// Subscriptions (申购): applications with locked cash, the allotment of what was offered, and its
/// settlement, in pieces that anybody may carry out.
///
/// [io.kedge.subscription.Subscriptions] answers questions;
/// [io.kedge.subscription.AllotmentProposals] does the part of an allotment that is too large for
/// one command, off the ledger, and the ledger verifies it.
@NullMarked
package io.kedge.subscription;

import org.jspecify.annotations.NullMarked;
