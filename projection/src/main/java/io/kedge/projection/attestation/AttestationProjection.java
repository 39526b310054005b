package io.kedge.projection.attestation;

import static io.kedge.projection.jooq.Tables.STATEMENTS;
import static io.kedge.projection.jooq.Tables.STATEMENT_SLOTS;
import static io.kedge.projection.jooq.Tables.STATEMENT_SUBJECTS;

import io.kedge.attestation.AttestationEvent;
import io.kedge.attestation.Slot;
import io.kedge.attestation.Statement;
import io.kedge.attestation.StatementState;
import io.kedge.contract.Event;
import io.kedge.issue.IssueEvent;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.history.History;
import io.kedge.projection.jooq.tables.records.StatementsRecord;
import io.kedge.reduction.ReductionEvent;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Statements with their slots: who has signed and who is still awaited.
public final class AttestationProjection implements Projection {
  static final String CONCEPT = "statement";
  private static final String ASSET = "asset";
  private static final String REDUCTION_APPLIED = "reduction.applied";
  private static final String ISSUE_PROPOSED = "issue.proposed";

  @Override
  public String name() {
    return "attestation";
  }

  @Override
  public Set<String> tags() {
    var tags = new TreeSet<>(AttestationEvent.FORMAT.tags());
    tags.add(REDUCTION_APPLIED);
    tags.add(ISSUE_PROPOSED);
    return tags;
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition at) {
    switch (event.tag()) {
      case REDUCTION_APPLIED -> {
        if (ReductionEvent.decode(event.body()) instanceof ReductionEvent.Applied(var reduction)) {
          subject(db, reduction.id().value(), reduction.asset().value());
        }
      }
      case ISSUE_PROPOSED -> {
        if (IssueEvent.decode(event.body()) instanceof IssueEvent.Proposed(var issue)) {
          subject(db, issue.id().value(), issue.asset().value());
        }
      }
      default -> apply(db, AttestationEvent.decode(event.body()), event, at);
    }
  }

  /// The events that make a reduction or an issue come before the filing of its statement.
  private static void subject(DSLContext db, String subject, String asset) {
    var row = db.newRecord(STATEMENT_SUBJECTS);
    row.setSubject(subject);
    row.setAsset(asset);
    row.merge();
  }

  private static void apply(DSLContext db, AttestationEvent typed, Event event, EventPosition at) {
    switch (typed) {
      case AttestationEvent.Filed(var statement) -> {
        file(db, statement, at);
        told(db, statement, event, at, Optional.empty());
      }
      case AttestationEvent.Attested(var id, int slot, var role, var party) -> {
        Statement next = statement(db, id).signed(new Statement.Signature(slot, party, at.time()));
        put(db, next, at, null, null);
        db.update(STATEMENT_SLOTS)
            .set(STATEMENT_SLOTS.SIGNED_BY, party.value())
            .set(STATEMENT_SLOTS.SIGNED_AT, at.time().millis())
            .where(STATEMENT_SLOTS.STATEMENT.eq(id.value()), STATEMENT_SLOTS.SLOT.eq(slot))
            .execute();
        told(db, next, event, at, Optional.of(role.name()));
      }
      case AttestationEvent.TookEffect(var id, var when) -> {
        Statement next = statement(db, id).with(new StatementState.Effective(when));
        put(db, next, at, null, null);
        told(db, next, event, at, Optional.empty());
      }
      case AttestationEvent.Declined(var id, var by, var reason) -> {
        Statement next = statement(db, id).with(new StatementState.Declined(by, at.time(), reason));
        put(db, next, at, by, reason);
        told(db, next, event, at, Optional.of(reason));
      }
      case AttestationEvent.Withdrawn(var id, var by) -> {
        Statement next = statement(db, id).with(new StatementState.Withdrawn(at.time()));
        put(db, next, at, by, null);
        told(db, next, event, at, Optional.empty());
      }
    }
  }

  /// What is said about a thing is part of that one's story, and of its asset's.
  private static void told(
      DSLContext db, Statement statement, Event event, EventPosition at, Optional<String> detail) {
    History.add(db, CONCEPT, statement.id().value(), event, at, detail);
    String about = concept(statement);
    History.add(db, about, statement.subject(), event, at, detail);
    if (!about.equals(ASSET)) {
      asset(db, statement).ifPresent(asset -> History.add(db, ASSET, asset, event, at, detail));
    }
  }

  private static String concept(Statement statement) {
    return statement.kind().substring(0, statement.kind().indexOf('.'));
  }

  private static Optional<String> asset(DSLContext db, Statement statement) {
    return concept(statement).equals(ASSET)
        ? Optional.of(statement.subject())
        : db.select(STATEMENT_SUBJECTS.ASSET)
            .from(STATEMENT_SUBJECTS)
            .where(STATEMENT_SUBJECTS.SUBJECT.eq(statement.subject()))
            .fetchOptional(STATEMENT_SUBJECTS.ASSET);
  }

  private static void file(DSLContext db, Statement statement, EventPosition at) {
    StatementsRecord row = db.newRecord(STATEMENTS);
    row.setId(statement.id().value());
    row.setKind(statement.kind());
    row.setSubject(statement.subject());
    row.setAsset(asset(db, statement).orElse(null));
    row.setVersion(statement.version());
    row.setPrevious(statement.previous().map(StatementId::value).orElse(null));
    row.setMaker(statement.maker().value());
    row.setThreshold(statement.threshold());
    row.setAllowSameParty(statement.allowSameParty());
    row.setDeadline(statement.deadline().millis());
    row.setFiledAt(statement.filedAt().millis());
    row.setFiledHeight(at.height());
    row.setFiledIndex(at.command().index());
    fill(row, statement);
    row.insert();
    int number = 0;
    for (Slot slot : statement.slots()) {
      var place = db.newRecord(STATEMENT_SLOTS);
      place.setStatement(statement.id().value());
      place.setSlot(number++);
      place.setRole(slot.role().name());
      place.setParty(slot.party().map(PartyId::value).orElse(null));
      place.insert();
    }
  }

  private static void fill(StatementsRecord row, Statement statement) {
    row.setState(statement.state().name());
    row.setSignatures(statement.signatures().size());
    row.setEntry(statement.encoded().toArray());
  }

  private static StatementsRecord row(DSLContext db, StatementId id) {
    StatementsRecord row = db.fetchOne(STATEMENTS, STATEMENTS.ID.eq(id.value()));
    if (row == null) {
      throw new IllegalStateException("no statement " + id);
    }
    return row;
  }

  private static Statement statement(DSLContext db, StatementId id) {
    return Statement.decode(Bytes.wrap(row(db, id).getEntry()));
  }

  private static void put(
      DSLContext db,
      Statement next,
      EventPosition at,
      @Nullable PartyId by,
      @Nullable String reason) {
    StatementsRecord row = row(db, next.id());
    fill(row, next);
    if (!next.open()) {
      row.setEndedAt(at.time().millis());
      row.setEndedBy(by == null ? null : by.value());
      row.setEndedReason(reason);
    }
    row.update();
  }
}
