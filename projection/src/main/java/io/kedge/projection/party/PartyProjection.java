package io.kedge.projection.party;

import static io.kedge.projection.jooq.Tables.PARTIES;
import static io.kedge.projection.jooq.Tables.PARTY_DOCUMENTS;
import static io.kedge.projection.jooq.Tables.PARTY_EMPLOYEES;
import static io.kedge.projection.jooq.Tables.PARTY_KEYS;

import io.kedge.contract.Event;
import io.kedge.genesis.Founder;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.party.Employee;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.party.PartyDocument;
import io.kedge.party.PartyEvent;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.history.History;
import io.kedge.projection.jooq.tables.records.PartiesRecord;
import io.kedge.projection.jooq.tables.records.PartyKeysRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// Parties as the ledger has them, founders included.
public final class PartyProjection implements Projection {
  static final String CONCEPT = "party";

  @Override
  public String name() {
    return CONCEPT;
  }

  @Override
  public Set<String> tags() {
    return PartyEvent.FORMAT.tags();
  }

  @Override
  public void begin(DSLContext db, Genesis genesis) {
    for (Founder founder : genesis.founders()) {
      insert(db, founder.party(), true, genesis.time(), 0);
      PartyId id = founder.party().id();
      founder.keys().forEach(key -> put(db, key.register(id, genesis.time())));
      founder.employees().forEach(employee -> put(db, id, employee, genesis.time()));
    }
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition at) {
    PartyEvent typed = PartyEvent.decode(event.body());
    Optional<String> reason =
        switch (typed) {
          case PartyEvent.Registered(var party, var documents, var key) -> {
            insert(db, party, false, at.time(), at.height());
            file(db, party.id(), documents, at.time());
            put(db, key);
            yield Optional.empty();
          }
          case PartyEvent.DocumentsAdded(var id, var documents, var commitment) -> {
            file(db, id, documents, at.time());
            commitment.ifPresent(next -> put(db, party(db, id).withCommitment(next), at.height()));
            yield Optional.empty();
          }
          case PartyEvent.Verified(var party, var by, var why) -> decide(db, party, by, why, at);
          case PartyEvent.Declined(var party, var by, var why) -> decide(db, party, by, why, at);
          case PartyEvent.Closed(var party, var by, var why) -> decide(db, party, by, why, at);
          case PartyEvent.RolesSet(var party, var by, var why) -> decide(db, party, by, why, at);
          case PartyEvent.AutoAcceptSet(var id, var accept) -> {
            put(db, party(db, id).withAutoAcceptGifts(accept), at.height());
            yield Optional.empty();
          }
          case PartyEvent.EmployeePut(var id, var employee) -> {
            put(db, id, employee, at.time());
            yield Optional.of(employee.id().value());
          }
          case PartyEvent.EmployeeRemoved(var id, var employee) -> {
            db.deleteFrom(PARTY_EMPLOYEES)
                .where(PARTY_EMPLOYEES.PARTY.eq(id.value()))
                .and(PARTY_EMPLOYEES.ID.eq(employee.value()))
                .execute();
            yield Optional.of(employee.value());
          }
          case PartyEvent.KeyAdded(var key) -> {
            put(db, key);
            yield Optional.of(key.id().value());
          }
          case PartyEvent.KeyRotated(var old, var endsAt, var key) -> {
            put(db, key(db, old).endingAt(endsAt));
            put(db, key);
            yield Optional.of(key.id().value());
          }
          case PartyEvent.KeyRevoked(var key, _, var why) -> {
            put(db, key);
            yield Optional.of(key.id() + ": " + why);
          }
        };
    History.add(db, CONCEPT, whose(typed).value(), event, at, reason);
  }

  /// The party an event is about.
  static PartyId whose(PartyEvent event) {
    return switch (event) {
      case PartyEvent.Registered(var party, _, _) -> party.id();
      case PartyEvent.DocumentsAdded(var party, _, _) -> party;
      case PartyEvent.Verified(var party, _, _) -> party.id();
      case PartyEvent.Declined(var party, _, _) -> party.id();
      case PartyEvent.Closed(var party, _, _) -> party.id();
      case PartyEvent.RolesSet(var party, _, _) -> party.id();
      case PartyEvent.AutoAcceptSet(var party, _) -> party;
      case PartyEvent.EmployeePut(var party, _) -> party;
      case PartyEvent.EmployeeRemoved(var party, _) -> party;
      case PartyEvent.KeyAdded(var key) -> key.party();
      case PartyEvent.KeyRotated(_, _, var key) -> key.party();
      case PartyEvent.KeyRevoked(var key, _, _) -> key.party();
    };
  }

  private static void insert(
      DSLContext db, Party party, boolean founder, LedgerTime time, long height) {
    PartiesRecord row = db.newRecord(PARTIES);
    row.setId(party.id().value());
    row.setFounder(founder);
    row.setRegisteredAt(time.millis());
    row.setRegisteredHeight(height);
    fill(row, party, height);
    row.insert();
  }

  private static void fill(PartiesRecord row, Party party, long height) {
    row.setKind(party.kind().name());
    row.setStatus(party.status().name());
    row.setRoles(party.roles().stream().map(Enum::name).toArray(String[]::new));
    row.setBeneficialOwner(party.beneficialOwner().value());
    row.setInvestorClass(party.investorClass().name());
    row.setFeeTier(party.feeTier());
    row.setAutoAcceptGifts(party.autoAcceptGifts());
    row.setEntry(party.encoded().toArray());
    row.setChangedHeight(height);
  }

  private static PartiesRecord row(DSLContext db, PartyId id) {
    PartiesRecord row = db.fetchOne(PARTIES, PARTIES.ID.eq(id.value()));
    if (row == null) {
      throw new IllegalStateException("no party " + id);
    }
    return row;
  }

  private static Party party(DSLContext db, PartyId id) {
    return Party.decode(Bytes.wrap(row(db, id).getEntry()));
  }

  private static void put(DSLContext db, Party party, long height) {
    PartiesRecord row = row(db, party.id());
    fill(row, party, height);
    row.update();
  }

  private static Optional<String> decide(
      DSLContext db, Party party, PartyId by, String reason, EventPosition at) {
    PartiesRecord row = row(db, party.id());
    fill(row, party, at.height());
    row.setDecidedAt(at.time().millis());
    row.setDecidedBy(by.value());
    row.setDecidedReason(reason);
    row.update();
    return Optional.of(reason);
  }

  private static void file(
      DSLContext db, PartyId party, List<PartyDocument> documents, LedgerTime time) {
    for (PartyDocument document : documents) {
      var row = db.newRecord(PARTY_DOCUMENTS);
      row.setParty(party.value());
      row.setName(document.name());
      row.setDigest(document.digest().hex());
      row.setFiledAt(time.millis());
      row.merge();
    }
  }

  private static void put(DSLContext db, PartyId party, Employee employee, LedgerTime time) {
    var row = db.newRecord(PARTY_EMPLOYEES);
    row.setParty(party.value());
    row.setId(employee.id().value());
    row.setActive(employee.active());
    row.setEntry(employee.encoded().toArray());
    row.setChangedAt(time.millis());
    row.merge();
  }

  private static KeyRecord key(DSLContext db, KeyId id) {
    PartyKeysRecord row = db.fetchOne(PARTY_KEYS, PARTY_KEYS.ID.eq(id.value()));
    if (row == null) {
      throw new IllegalStateException("no key " + id);
    }
    return KeyRecord.decode(Bytes.wrap(row.getEntry()));
  }

  private static void put(DSLContext db, KeyRecord key) {
    PartyKeysRecord row = db.newRecord(PARTY_KEYS);
    row.setId(key.id().value());
    row.setParty(key.party().value());
    row.setEmployee(key.employee().map(Object::toString).orElse(null));
    row.setAlgorithm(key.algorithm().name());
    row.setHolder(key.holder().name());
    row.setValidFrom(key.from().millis());
    row.setValidUntil(key.until().map(LedgerTime::millis).orElse(null));
    row.setRevokedAt(key.revokedAt().map(LedgerTime::millis).orElse(null));
    row.setEntry(key.encoded().toArray());
    row.merge();
  }
}
