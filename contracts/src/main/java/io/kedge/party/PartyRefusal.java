package io.kedge.party;

import io.kedge.contract.Refusal;

/// Why a command about or by a party was refused, in the order of checking.
public enum PartyRefusal implements Refusal {
  /// Nobody of that id is registered.
  PARTY_UNKNOWN(true),
  /// The party is not verified yet, was declined, or is closed.
  PARTY_NOT_ACTIVE(true),
  /// The party is frozen; only unfreezing or a forced transfer by order passes.
  PARTY_FROZEN(true),
  /// The party does not hold the role this step needs.
  ROLE_MISSING(true);

  private final boolean mayPassLater;

  PartyRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }
}
