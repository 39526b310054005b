package io.kedge.server.custody;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.KeyId;
import io.kedge.server.access.Caller;

/// Signs with the keys that are kept here for an account.
public interface Custody {
  /// The key an account signs with.
  ///
  /// @throws io.kedge.server.api.Problem `custody.KEY_MISSING` where none is kept for it
  KeyId keyOf(Caller caller);

  /// Signs a message with the account's key.
  ///
  /// @param message the pre-authentication encoding of what is signed
  /// @throws io.kedge.server.api.Problem `custody.KEY_MISSING` where none is kept for it
  Bytes sign(Caller caller, Bytes message);
}
