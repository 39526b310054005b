package io.kedge.party;

import io.kedge.contract.Refusal;

/// Why a command about or by a party was refused, in the order of checking.
public enum PartyRefusal implements Refusal {
  /// The key it brings is no point of its curve, not canonically encoded, or of small order.
  KEY_UNSOUND(false),
  /// Nobody of that id is registered.
  PARTY_UNKNOWN(true),
  /// The party is not verified yet, was declined, or is closed.
  PARTY_NOT_ACTIVE(true),
  /// The party is frozen; only unfreezing or a forced transfer by order passes.
  PARTY_FROZEN(true),
  /// A command that brings a key is signed by that key and by a registered one; one is missing.
  KEY_PROOF_MISSING(false),
  /// A signing key belongs to an employee who is suspended or no longer there.
  EMPLOYEE_NOT_ACTIVE(true),
  /// The employee's mandate has ended.
  MANDATE_EXPIRED(true),
  /// The employee's mandate does not cover this command.
  MANDATE_NOT_COVERING(true),
  /// The command moves more units than the employee's mandate allows.
  UNITS_OVER_MANDATE(true),
  /// From so many units on a second employee must sign as well.
  FOUR_EYES_MISSING(false),
  /// No such key is registered.
  KEY_UNKNOWN(true),
  /// The key belongs to another party.
  KEY_OF_ANOTHER_PARTY(false),
  /// The party does not hold the role this step needs.
  ROLE_MISSING(true),
  /// This step needs the signatures of two different employees.
  TWO_OFFICERS_MISSING(false),
  /// Nobody decides about itself.
  OWN_CASE(false),
  /// A party of that id is registered already.
  PARTY_EXISTS(false),
  /// The party is at another point of its life than this step needs.
  STATUS_UNFIT(true),
  /// A household or a person cannot hold this institution's role.
  ROLE_UNFIT(false),
  /// The party would have more documents on file than it can.
  TOO_MANY_DOCUMENTS(false),
  /// A document that the kind or a role requires is missing; the detail names it.
  DOCUMENT_MISSING(true),
  /// The party has no such employee.
  EMPLOYEE_UNKNOWN(true),
  /// No employee changes their own entry.
  OWN_MANDATE(false),
  /// The new key is not for the employee whose key it replaces.
  EMPLOYEE_DIFFERS(false),
  /// This step needs a key of the organisation itself, or of the employee concerned.
  ORGANISATION_KEY_MISSING(false),
  /// A key is not revoked by its own signature alone.
  OTHER_KEY_MISSING(false),
  /// The key is revoked or has ended.
  KEY_ENDED(false),
  /// The key is registered already, for this party or another.
  KEY_TAKEN(false),
  /// A key begins now or later and ends after it begins; a replaced key ends no later than before.
  KEY_PERIOD_WRONG(false);

  private final boolean mayPassLater;

  PartyRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
