package io.kedge.contract;

import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import java.util.Optional;

/// Where the host finds verification keys: the ledger's own state.
public interface KeyRegistry {
  /// The key as registered, valid or not.
  Optional<VerificationKey> find(KeyId id, LedgerView view);

  /// True where the key may sign at this moment: registered, begun, not ended, not revoked.
  boolean isValid(KeyId id, LedgerView view, LedgerTime now);
}
