package io.kedge.attestation;

import io.kedge.contract.Refusal;

/// Why a statement was not filed, or a signature, a decline or a withdrawal not taken, in the order
/// of checking.
public enum AttestationRefusal implements Refusal {
  /// The deadline is not in the future.
  DEADLINE_PASSED(false),
  /// The statement would have more places for signatures than it can.
  TOO_MANY_SLOTS(false),
  /// One party is named for several slots, and its policy does not allow that.
  POLICY_UNSATISFIABLE(false),
  /// There is no such statement.
  STATEMENT_UNKNOWN(true),
  /// The statement took effect, was declined or was withdrawn.
  STATEMENT_ENDED(false),
  /// The statement's deadline has passed.
  STATEMENT_LAPSED(false),
  /// What is signed is not what the statement says: the digests differ.
  DIGEST_DIFFERS(false),
  /// The statement has no place where this party signs as that.
  SLOT_NOT_YOURS(false),
  /// Somebody has signed there already.
  SLOT_FILLED(false),
  /// This party has signed in another place, and one party fills one place only.
  SAME_PARTY_TWICE(false),
  /// Only a party that has a place on the statement can decline it.
  NOT_CONCERNED(false),
  /// Only its maker can withdraw a statement.
  NOT_THE_MAKER(false);

  private final boolean mayPassLater;

  AttestationRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
