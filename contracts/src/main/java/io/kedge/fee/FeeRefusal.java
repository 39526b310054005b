package io.kedge.fee;

import io.kedge.contract.Refusal;

/// Why a fee schedule was refused, or a command because of one, in the order of checking.
public enum FeeRefusal implements Refusal {
  /// A schedule lists exactly ten tiers, 0 to 9.
  TIERS_NOT_TEN(false),
  /// A rate is over 1,000,000 ppm, the whole.
  RATE_OVER_WHOLE(false),
  /// Another operator announced a schedule of this id.
  SCHEDULE_OF_ANOTHER_OPERATOR(false),
  /// Fees do not change backwards: the effective date is before ledger time.
  EFFECTIVE_IN_THE_PAST(false),
  /// A version of this date is announced already; it stands.
  VERSION_EXISTS(false),
  /// Too many versions wait for their date.
  TOO_MANY_VERSIONS(true),
  /// There is no such schedule.
  SCHEDULE_UNKNOWN(true),
  /// None of the schedule's versions is in force yet.
  SCHEDULE_NOT_EFFECTIVE(true);

  private final boolean mayPassLater;

  FeeRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
