package io.kedge.contract;

import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import java.util.Optional;

/// Where the host finds verification keys: the ledger's own state.
@FunctionalInterface
public interface KeyRegistry {
  /// A key as registered, in one read.
  ///
  /// @param id its name
  /// @param view the state to look in
  /// @param now the moment it is to sign at
  Optional<Registered> find(KeyId id, LedgerView view, LedgerTime now);

  /// A registered key.
  ///
  /// @param key what verifies its signatures
  /// @param valid true where it may sign at the moment asked for: begun, not ended, not revoked
  record Registered(VerificationKey key, boolean valid) {}
}
