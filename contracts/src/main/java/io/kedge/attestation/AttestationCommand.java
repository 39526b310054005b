package io.kedge.attestation;

import io.kedge.contract.Command;
import io.kedge.kernel.Digest;
import io.kedge.kernel.StatementId;
import io.kedge.party.Role;

/// What may be asked about statements.
public sealed interface AttestationCommand extends Command {
  /// A party signs a statement.
  ///
  /// @param statement which
  /// @param digest of what is attested, repeated by who signs
  /// @param role as what the party signs
  record Attest(StatementId statement, Digest digest, Role role) implements AttestationCommand {}

  /// A required party does not agree.
  ///
  /// @param statement to which
  /// @param reason why
  record Decline(StatementId statement, String reason) implements AttestationCommand {}

  /// The maker takes a statement back.
  ///
  /// @param statement which
  record Withdraw(StatementId statement) implements AttestationCommand {}
}
