package io.kedge.attestation;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.party.Role;

/// What may have happened to statements.
public sealed interface AttestationEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<AttestationEvent> FORMAT =
      EventFormat.<AttestationEvent>empty()
          .with("attestation.filed", 1, in -> new Filed(Statement.decode(in.bytes())))
          .with(
              "attestation.attested",
              1,
              in ->
                  new Attested(
                      new StatementId(in.text()),
                      in.u32(),
                      in.name(Role.class),
                      new PartyId(in.text())))
          .with(
              "attestation.tookEffect",
              1,
              in -> new TookEffect(new StatementId(in.text()), in.time()))
          .with(
              "attestation.declined",
              1,
              in -> new Declined(new StatementId(in.text()), new PartyId(in.text()), in.text()))
          .with(
              "attestation.withdrawn",
              1,
              in -> new Withdrawn(new StatementId(in.text()), new PartyId(in.text())));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static AttestationEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
