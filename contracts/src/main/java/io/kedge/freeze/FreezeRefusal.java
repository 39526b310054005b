package io.kedge.freeze;

import io.kedge.contract.Refusal;

/// Why a freeze was refused, or a command because of one, in the order of checking.
public enum FreezeRefusal implements Refusal {
  /// Something this command would move or end is frozen.
  FROZEN(true),
  /// There is no such thing to freeze.
  SUBJECT_UNKNOWN(true),
  /// Nobody freezes itself, and the operator freezes no regulator.
  SUBJECT_EXEMPT(false),
  /// It is frozen already.
  ALREADY_FROZEN(true),
  /// It was frozen too often; the history of one subject is bounded.
  TOO_MANY_FREEZES(false),
  /// It is not frozen.
  NOT_FROZEN(true),
  /// A regulator froze it; only a regulator unfreezes it.
  FROZEN_BY_REGULATOR(false);

  private final boolean mayPassLater;

  FreezeRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
