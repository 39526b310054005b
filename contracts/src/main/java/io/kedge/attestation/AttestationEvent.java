package io.kedge.attestation;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.party.Role;

/// What may have happened to statements.
public sealed interface AttestationEvent {
  /// The event in its hashed form.
  Bytes encoded();

  /// A statement was filed.
  ///
  /// @param statement as it was filed
  record Filed(Statement statement) implements AttestationEvent {
    @Override
    public Bytes encoded() {
      return new Wire("attestation.filed", 1).bytes(statement.encoded()).bytes();
    }
  }

  /// A party signed a statement.
  ///
  /// @param statement which
  /// @param slot index of the place
  /// @param role as what
  /// @param party who
  record Attested(StatementId statement, int slot, Role role, PartyId party)
      implements AttestationEvent {
    @Override
    public Bytes encoded() {
      return new Wire("attestation.attested", 1)
          .text(statement.value())
          .u32(slot)
          .name(role)
          .text(party.value())
          .bytes();
    }
  }

  /// A statement took effect.
  ///
  /// @param statement which
  /// @param at when
  record TookEffect(StatementId statement, LedgerTime at) implements AttestationEvent {
    @Override
    public Bytes encoded() {
      return new Wire("attestation.tookEffect", 1).text(statement.value()).time(at).bytes();
    }
  }

  /// A party declined a statement.
  ///
  /// @param statement which
  /// @param by who
  /// @param reason why
  record Declined(StatementId statement, PartyId by, String reason) implements AttestationEvent {
    @Override
    public Bytes encoded() {
      return new Wire("attestation.declined", 1)
          .text(statement.value())
          .text(by.value())
          .text(reason)
          .bytes();
    }
  }

  /// Its maker withdrew a statement.
  ///
  /// @param statement which
  /// @param by who
  record Withdrawn(StatementId statement, PartyId by) implements AttestationEvent {
    @Override
    public Bytes encoded() {
      return new Wire("attestation.withdrawn", 1).text(statement.value()).text(by.value()).bytes();
    }
  }
}
