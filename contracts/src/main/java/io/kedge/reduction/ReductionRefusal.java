package io.kedge.reduction;

import io.kedge.contract.Refusal;

/// Why a position reduction was refused, in the order of checking.
public enum ReductionRefusal implements Refusal {
  /// Only the issuer of an asset applies for its reduction.
  NOT_THE_ISSUER(false),
  /// It would leave less than is committed to issues (I-14).
  BELOW_ANCHORED(true);

  private final boolean mayPassLater;

  ReductionRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
