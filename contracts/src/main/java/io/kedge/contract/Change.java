package io.kedge.contract;

import io.kedge.kernel.Bytes;

/// One change of the ledger's state.
public sealed interface Change {
  /// The entry that changes.
  Key key();

  /// Writes an entry, new or not.
  ///
  /// @param key its name
  /// @param value its content in [io.kedge.kernel.Wire] form
  record Put(Key key, Bytes value) implements Change {}

  /// Removes an entry.
  ///
  /// @param key its name
  record Delete(Key key) implements Change {}
}
