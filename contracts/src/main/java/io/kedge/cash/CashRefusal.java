package io.kedge.cash;

import io.kedge.contract.Refusal;

/// Why a command about cash was refused, in the order of checking.
public enum CashRefusal implements Refusal {
  /// There is no such kind of cash.
  CASH_UNKNOWN(true),
  /// An instrument of that id exists already.
  CASH_EXISTS(false),
  /// Only the clearing agent of this kind of cash does this.
  NOT_THE_CLEARING_AGENT(false),
  /// This booking of the bank was minted already.
  DEPOSIT_ALREADY_BOOKED(false),
  /// No deposit of this kind of cash was minted under the bank's reference.
  DEPOSIT_UNKNOWN(true),
  /// The agreement is signed by somebody else than who got the deposit.
  CONSENT_NOT_BY_HOLDER(false),
  /// The holder's agreement has run out.
  CONSENT_EXPIRED(false),
  /// More would be taken back than stands of the deposit.
  CORRECTION_OVER_DEPOSIT(false),
  /// This booking of the bank was used for another payment out.
  PAYOUT_ALREADY_BOOKED(false);

  private final boolean mayPassLater;

  CashRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
