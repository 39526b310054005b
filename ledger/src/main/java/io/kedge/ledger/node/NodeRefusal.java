package io.kedge.ledger.node;

import io.kedge.contract.Refusal;

/// Why a node did not take an envelope in, for reasons of its own and not of the command, in the
/// order of checking. Nothing was ordered; the same envelope may be sent again.
public enum NodeRefusal implements Refusal {
  /// The node is closing or has stopped.
  CLOSED,
  /// There is no space for the log. What is acknowledged stays readable; the node goes on when
  /// there is space again.
  STORAGE_FULL,
  /// Too many commands wait. Send it again later.
  BUSY;

  @Override
  public boolean mayPassLater() {
    return true;
  }
}
