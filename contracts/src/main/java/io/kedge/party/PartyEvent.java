package io.kedge.party;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.List;
import java.util.Optional;

/// What may have happened to parties.
public sealed interface PartyEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<PartyEvent> FORMAT =
      EventFormat.<PartyEvent>empty()
          .with(
              "party.registered",
              1,
              in ->
                  new Registered(
                      Party.decode(in.bytes()),
                      in.list(PartyDocument::read),
                      KeyRecord.decode(in.bytes())))
          .with(
              "party.documentsAdded",
              1,
              in ->
                  new DocumentsAdded(
                      new PartyId(in.text()),
                      in.list(PartyDocument::read),
                      in.option(WireReader::digest)))
          .with(
              "party.verified",
              1,
              in -> new Verified(Party.decode(in.bytes()), new PartyId(in.text()), in.text()))
          .with(
              "party.declined",
              1,
              in -> new Declined(Party.decode(in.bytes()), new PartyId(in.text()), in.text()))
          .with(
              "party.closed",
              1,
              in -> new Closed(Party.decode(in.bytes()), new PartyId(in.text()), in.text()))
          .with(
              "party.rolesSet",
              1,
              in -> new RolesSet(Party.decode(in.bytes()), new PartyId(in.text()), in.text()))
          .with(
              "party.autoAcceptSet", 1, in -> new AutoAcceptSet(new PartyId(in.text()), in.flag()))
          .with(
              "party.employeePut",
              1,
              in -> new EmployeePut(new PartyId(in.text()), Employee.decode(in.bytes())))
          .with(
              "party.employeeRemoved",
              1,
              in -> new EmployeeRemoved(new PartyId(in.text()), new EmployeeId(in.text())))
          .with("party.keyAdded", 1, in -> new KeyAdded(KeyRecord.decode(in.bytes())))
          .with(
              "party.keyRotated",
              1,
              in -> new KeyRotated(new KeyId(in.text()), in.time(), KeyRecord.decode(in.bytes())))
          .with(
              "party.keyRevoked",
              1,
              in ->
                  new KeyRevoked(KeyRecord.decode(in.bytes()), new PartyId(in.text()), in.text()));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static PartyEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

  private static Bytes decision(String tag, Party party, PartyId by, String reason) {
    return new Wire(tag, 1).bytes(party.encoded()).text(by.value()).text(reason).bytes();
  }

  /// Somebody registered.
  ///
  /// @param party as it is entered
  /// @param documents what it filed
  /// @param key its first key
  record Registered(Party party, List<PartyDocument> documents, KeyRecord key)
      implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.registered", 1)
          .bytes(party.encoded())
          .list(documents, PartyDocument::write)
          .bytes(key.encoded())
          .bytes();
    }
  }

  /// A party filed documents.
  ///
  /// @param party who
  /// @param documents what
  /// @param commitment its new commitment, where it changed
  record DocumentsAdded(PartyId party, List<PartyDocument> documents, Optional<Digest> commitment)
      implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.documentsAdded", 1)
          .text(party.value())
          .list(documents, PartyDocument::write)
          .option(commitment, Wire::digest)
          .bytes();
    }
  }

  /// The operator verified a party.
  ///
  /// @param party as it is now
  /// @param by who decided
  /// @param reason why
  record Verified(Party party, PartyId by, String reason) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return decision("party.verified", party, by, reason);
    }
  }

  /// The operator declined a party that had registered.
  ///
  /// @param party as it is now
  /// @param by who decided
  /// @param reason why
  record Declined(Party party, PartyId by, String reason) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return decision("party.declined", party, by, reason);
    }
  }

  /// The operator closed a party.
  ///
  /// @param party as it is now
  /// @param by who decided
  /// @param reason why
  record Closed(Party party, PartyId by, String reason) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return decision("party.closed", party, by, reason);
    }
  }

  /// The operator gave a party other roles.
  ///
  /// @param party as it is now
  /// @param by who decided
  /// @param reason why
  record RolesSet(Party party, PartyId by, String reason) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return decision("party.rolesSet", party, by, reason);
    }
  }

  /// A party changed its setting for gifts.
  ///
  /// @param party who
  /// @param accept whether gifts to it need no acceptance
  record AutoAcceptSet(PartyId party, boolean accept) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.autoAcceptSet", 1).text(party.value()).flag(accept).bytes();
    }
  }

  /// An employee was entered or changed.
  ///
  /// @param party whose
  /// @param employee as it is now
  record EmployeePut(PartyId party, Employee employee) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.employeePut", 1).text(party.value()).bytes(employee.encoded()).bytes();
    }
  }

  /// An employee was removed.
  ///
  /// @param party whose
  /// @param employee who
  record EmployeeRemoved(PartyId party, EmployeeId employee) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.employeeRemoved", 1)
          .text(party.value())
          .text(employee.value())
          .bytes();
    }
  }

  /// A key was registered.
  ///
  /// @param key as it is entered
  record KeyAdded(KeyRecord key) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.keyAdded", 1).bytes(key.encoded()).bytes();
    }
  }

  /// A key took the place of another.
  ///
  /// @param old the one that ends
  /// @param endsAt when
  /// @param key the one that takes its place
  record KeyRotated(KeyId old, LedgerTime endsAt, KeyRecord key) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.keyRotated", 1)
          .text(old.value())
          .time(endsAt)
          .bytes(key.encoded())
          .bytes();
    }
  }

  /// A key was revoked.
  ///
  /// @param key as it is now
  /// @param by who revoked it
  /// @param reason why
  record KeyRevoked(KeyRecord key, PartyId by, String reason) implements PartyEvent {
    @Override
    public Bytes encoded() {
      return new Wire("party.keyRevoked", 1)
          .bytes(key.encoded())
          .text(by.value())
          .text(reason)
          .bytes();
    }
  }
}
