package io.kedge.party;

import io.kedge.contract.LedgerView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.ArrayList;
import java.util.List;

/// What every command about keys has to keep.
final class KeyRules {
  private KeyRules() {}

  /// A new key as an entry of the state.
  ///
  /// @throws RefusedException [PartyRefusal#KEY_TAKEN] or [PartyRefusal#KEY_PERIOD_WRONG]
  static KeyRecord create(NewKey key, PartyId party, LedgerView view, LedgerTime now) {
    RefusedException.unless(
        Registry.record(view, key.id()).isEmpty(), PartyRefusal.KEY_TAKEN, key.id());
    KeyRecord created = key.register(party, now);
    RefusedException.unless(
        !created.from().isBefore(now) && created.until().map(created.from()::isBefore).orElse(true),
        PartyRefusal.KEY_PERIOD_WRONG,
        "from",
        created.from());
    return created;
  }

  /// Refuses where the key that the command brings did not sign it: nobody registers a key that is
  /// somebody else's. That a registered key signed as well is checked before the contract.
  ///
  /// @throws RefusedException [PartyRefusal#KEY_PROOF_MISSING]
  static void requireProof(Signed<?> signed, NewKey key) {
    RefusedException.unless(
        signed.keys().contains(key.id()), PartyRefusal.KEY_PROOF_MISSING, key.id());
  }

  /// The registered keys that signed, apart from one.
  static List<KeyRecord> signersBut(KeyId apart, Signed<?> signed, LedgerView view) {
    var keys = new ArrayList<KeyRecord>();
    for (KeyId id : signed.keys()) {
      if (!id.equals(apart)) {
        Registry.record(view, id).ifPresent(keys::add);
      }
    }
    return keys;
  }

  /// A key of the party that signed the command.
  ///
  /// @throws RefusedException [PartyRefusal#KEY_UNKNOWN] or [PartyRefusal#KEY_OF_ANOTHER_PARTY]
  static KeyRecord ownKey(KeyId id, PartyId party, LedgerView view) {
    KeyRecord key = require(id, view);
    RefusedException.unless(key.party().equals(party), PartyRefusal.KEY_OF_ANOTHER_PARTY, id);
    return key;
  }

  /// A registered key.
  ///
  /// @throws RefusedException [PartyRefusal#KEY_UNKNOWN]
  static KeyRecord require(KeyId id, LedgerView view) {
    return Registry.record(view, id)
        .orElseThrow(() -> RefusedException.because(PartyRefusal.KEY_UNKNOWN, id));
  }

  /// Refuses where the key is revoked or its time is over.
  ///
  /// @throws RefusedException [PartyRefusal#KEY_ENDED]
  static void requireLasting(KeyRecord key, LedgerTime now) {
    RefusedException.unless(
        key.revokedAt().isEmpty() && key.until().map(now::isBefore).orElse(true),
        PartyRefusal.KEY_ENDED,
        key.id());
  }
}
