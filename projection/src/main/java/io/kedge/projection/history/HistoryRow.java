package io.kedge.projection.history;

import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.Optional;

/// An event that touched a thing. Its id is (height, command index, n); the leaf is what a receipt
/// proves.
///
/// @param height in which block
/// @param commandIndex which command of the block, from 0
/// @param n which event of the command, from 0
/// @param tag which event
/// @param commandId by which command
/// @param leafIndex the command's leaf in the tree
/// @param by whose command it was
/// @param time when, in ledger time
/// @param detail a reason in words, where one was given
public record HistoryRow(
    long height,
    int commandIndex,
    int n,
    String tag,
    String commandId,
    long leafIndex,
    Optional<PartyId> by,
    LedgerTime time,
    Optional<String> detail) {}
