package io.kedge.party;

import io.kedge.contract.Key;
import io.kedge.contract.KeyRegistry;
import io.kedge.contract.LedgerView;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import java.util.Optional;

/// The keys of all parties, as the ledger's state has them.
public final class Registry implements KeyRegistry {
  /// The key of a verification key's entry.
  public static Key key(KeyId id) {
    return Key.of("key", id.value());
  }

  /// A key as registered, valid or not.
  public static Optional<KeyRecord> record(LedgerView view, KeyId id) {
    return view.get(key(id)).map(KeyRecord::decode);
  }

  @Override
  public Optional<VerificationKey> find(KeyId id, LedgerView view) {
    return record(view, id).map(KeyRecord::verificationKey);
  }

  @Override
  public boolean isValid(KeyId id, LedgerView view, LedgerTime now) {
    return record(view, id).map(key -> key.validAt(now)).orElse(false);
  }
}
