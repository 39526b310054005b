package io.kedge.server.jobs;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;

/// In whose name jobs send commands: an employee of the operator who may do nothing else.
///
/// @param party the operator
/// @param key the employee's key
/// @param signing signs a message
record JobSigner(PartyId party, KeyId key, Signing signing) {
  /// Signs.
  interface Signing {
    /// A signature over a message.
    Bytes sign(Bytes message);
  }
}
