package io.kedge.party;

import io.kedge.contract.Key;
import io.kedge.contract.KeyRegistry;
import io.kedge.contract.LedgerView;
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
    return view.read(key(id), KeyRecord::decode);
  }

  @Override
  public Optional<Registered> find(KeyId id, LedgerView view, LedgerTime now) {
    return record(view, id).map(key -> new Registered(key.verificationKey(), key.validAt(now)));
  }
}
