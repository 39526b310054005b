package io.kedge.server.money;

/// Where a deposit is between the bank and the ledger.
public enum DepositState {
  /// Whose it is, is not known.
  UNMATCHED,
  /// Whose it is seems known, and something is wrong with it: two officers must look.
  HELD,
  /// Whose it is, is known; it waits for two officers.
  MATCHED,
  /// Two officers signed the mint; the ledger has not answered yet.
  MINTING,
  /// It is cash on the ledger.
  MINTED,
  /// Two officers ordered it back; the bank has not booked that yet.
  RETURNING,
  /// It went back to its payer.
  RETURNED,
  /// The bank took it back before it was minted.
  RECALLED
}
