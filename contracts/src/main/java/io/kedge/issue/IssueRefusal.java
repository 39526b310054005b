package io.kedge.issue;

import io.kedge.contract.Refusal;

/// Why a command about an issue was refused, in the order of checking.
public enum IssueRefusal implements Refusal {
  /// There is no such issue.
  ISSUE_UNKNOWN(true),
  /// The sender is not the issuer named on the anchor.
  NOT_NAMED_ON_ANCHOR(false),
  /// The issue to be corrected is another's, on another anchor, or was not ended unconfirmed.
  NOT_TO_BE_CORRECTED(false),
  /// The outside system has not confirmed (C-07).
  VENUE_NOT_CONFIRMED(true);

  private final boolean mayPassLater;

  IssueRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
