package io.kedge.issue;

import io.kedge.contract.Refusal;

/// Why a command about an issue was refused, in the order of checking.
public enum IssueRefusal implements Refusal {
  /// There is no such issue.
  ISSUE_UNKNOWN(true),
  /// The sender is not named as issuer on the anchor.
  NOT_NAMED_ON_ANCHOR(false),
  /// The anchor itself is not confirmed.
  ANCHOR_NOT_CONFIRMED(true),
  /// Units times ratio is more than the anchor has free.
  ANCHOR_QUANTITY_INSUFFICIENT(true);

  private final boolean mayPassLater;

  IssueRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
