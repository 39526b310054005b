package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.ALLOTMENTS;
import static io.kedge.projection.jooq.Tables.ALLOTMENT_PROPOSALS;
import static io.kedge.projection.jooq.Tables.APPLICATIONS;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingStatus;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.jooq.tables.records.ApplicationsRecord;
import io.kedge.subscription.AllotmentRun;
import io.kedge.subscription.Application;
import io.kedge.subscription.Cut;
import io.kedge.subscription.Progress;
import io.kedge.subscription.Proposal;
import io.kedge.subscription.SubscriptionEvent;
import io.kedge.subscription.Tally;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// Applications and how they were shared out: all that is needed to compute the allotment again.
final class SubscriptionProjection implements Projection {
  private static final Progress NO_PROGRESS = new Progress(Optional.empty(), false, 0, 0, 0, 0, 0);
  private static final String PROPOSED = "PROPOSED";

  @Override
  public String name() {
    return "subscription";
  }

  @Override
  public Set<String> tags() {
    return SubscriptionEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (SubscriptionEvent.decode(event.body())) {
      case SubscriptionEvent.Applied(var application) ->
          write(db, application, application.status().name(), position);
      case SubscriptionEvent.Amended(var application) ->
          write(db, application, application.status().name(), position);
      case SubscriptionEvent.Withdrawn(var application) ->
          write(db, application, "WITHDRAWN", position);
      case SubscriptionEvent.Tallied(var offering, var tally) ->
          tallied(db, offering, tally, position);
      case SubscriptionEvent.Revealed(var offering, var by, var secret, var _) ->
          revealed(db, offering, by, secret, position);
      case SubscriptionEvent.Proposed(var offering, var by, var cuts) ->
          proposed(db, offering, by, cuts, position);
      case SubscriptionEvent.Verified(var proposal, boolean proved) ->
          verified(db, proposal, proved, position);
      case SubscriptionEvent.Settled settled -> settled(db, settled, position);
      case SubscriptionEvent.SetAside(var application) -> {
        begun(db, application.offering(), position);
        write(db, application, application.status().name(), position);
      }
    }
  }

  private static void write(
      DSLContext db, Application application, String status, EventPosition position) {
    ApplicationsRecord row = row(application, status, position);
    db.insertInto(APPLICATIONS)
        .set(row)
        .onConflict(APPLICATIONS.OFFERING, APPLICATIONS.BENEFICIAL_OWNER)
        .doUpdate()
        .set(row)
        .execute();
  }

  private static ApplicationsRecord row(
      Application application, String status, EventPosition position) {
    var row = new ApplicationsRecord();
    row.setOffering(application.offering().value());
    row.setBeneficialOwner(application.beneficialOwner().value());
    row.setParty(application.party().value());
    row.setTranche(application.tranche());
    row.setUnits(application.units());
    row.setPlacedAt(application.place().at().millis());
    row.setPlacedBy(application.place().command().hex());
    row.setLock(application.lock().value());
    row.setFeePpm(application.feePpm());
    row.setStatus(status);
    row.setAllotted(application.allotted());
    row.setEncoded(application.encoded().toArray());
    row.setHeight(position.height());
    return row;
  }

  private static void settled(
      DSLContext db, SubscriptionEvent.Settled settled, EventPosition position) {
    Application application = settled.application();
    begun(db, application.offering(), position);
    ApplicationsRecord row = row(application, application.status().name(), position);
    row.setPaid(settled.paid());
    row.setFee(settled.fee());
    row.setRefunded(settled.refunded());
    row.setSettledAt(position.time().millis());
    db.update(APPLICATIONS)
        .set(row)
        .where(APPLICATIONS.OFFERING.eq(row.getOffering()))
        .and(APPLICATIONS.BENEFICIAL_OWNER.eq(row.getBeneficialOwner()))
        .execute();
  }

  /// The first application that is settled decides the offering, before any event says so.
  private static void begun(DSLContext db, OfferingId id, EventPosition position) {
    Offering offering = OfferingProjection.find(db, id);
    if (offering.status() == OfferingStatus.ANNOUNCED) {
      boolean fails = run(db, id).fails(offering.terms().subscription());
      OfferingStatus status = fails ? OfferingStatus.FAILED : OfferingStatus.SETTLING;
      OfferingProjection.write(db, offering.with(status), position);
    }
  }

  private static void tallied(DSLContext db, OfferingId id, Tally tally, EventPosition position) {
    var run =
        new AllotmentRun(id, tally, Optional.empty(), Optional.empty(), List.of(), NO_PROGRESS);
    write(db, run, Optional.empty(), position);
  }

  private static void revealed(
      DSLContext db, OfferingId id, PartyId by, Bytes secret, EventPosition position) {
    Offering offering = OfferingProjection.find(db, id);
    var draw = offering.terms().subscription().draw().orElseThrow();
    AllotmentRun run = run(db, id);
    boolean asIssuer =
        by.equals(offering.issuer()) && Digest.of(secret).equals(draw.issuerCommitment());
    Optional<Bytes> issuer = asIssuer ? Optional.of(secret) : run.issuerSecret();
    Optional<Bytes> regulator = asIssuer ? run.regulatorSecret() : Optional.of(secret);
    write(
        db,
        new AllotmentRun(id, run.tally(), issuer, regulator, run.cuts(), NO_PROGRESS),
        Optional.empty(),
        position);
  }

  private static void proposed(
      DSLContext db, OfferingId id, PartyId by, List<Cut> cuts, EventPosition position) {
    db.update(ALLOTMENT_PROPOSALS)
        .set(ALLOTMENT_PROPOSALS.STATE, "REPLACED")
        .set(ALLOTMENT_PROPOSALS.DECIDED_HEIGHT, position.height())
        .where(standing(id, by))
        .execute();
    var lines = new Json.Arr(cuts.stream().<Json>map(Cut::json).toList());
    db.insertInto(ALLOTMENT_PROPOSALS)
        .set(ALLOTMENT_PROPOSALS.OFFERING, id.value())
        .set(ALLOTMENT_PROPOSALS.BY_PARTY, by.value())
        .set(ALLOTMENT_PROPOSALS.HEIGHT, position.height())
        .set(ALLOTMENT_PROPOSALS.COMMAND_INDEX, position.command().index())
        .set(ALLOTMENT_PROPOSALS.CUTS, lines.write())
        .set(ALLOTMENT_PROPOSALS.STATE, PROPOSED)
        .execute();
  }

  private static org.jooq.Condition standing(OfferingId id, PartyId by) {
    return ALLOTMENT_PROPOSALS
        .OFFERING
        .eq(id.value())
        .and(ALLOTMENT_PROPOSALS.BY_PARTY.eq(by.value()))
        .and(ALLOTMENT_PROPOSALS.STATE.eq(PROPOSED));
  }

  private static void verified(
      DSLContext db, Proposal proposal, boolean proved, EventPosition position) {
    db.update(ALLOTMENT_PROPOSALS)
        .set(ALLOTMENT_PROPOSALS.STATE, proved ? "PROVED" : "THROWN_OUT")
        .set(ALLOTMENT_PROPOSALS.DECIDED_HEIGHT, position.height())
        .where(standing(proposal.offering(), proposal.by()))
        .execute();
    if (proved) {
      AllotmentRun run = run(db, proposal.offering());
      var done =
          new AllotmentRun(
              proposal.offering(),
              run.tally(),
              run.issuerSecret(),
              run.regulatorSecret(),
              proposal.cuts(),
              NO_PROGRESS);
      write(db, done, Optional.of(proposal.by()), position);
    }
  }

  private static AllotmentRun run(DSLContext db, OfferingId id) {
    var row = db.selectFrom(ALLOTMENTS).where(ALLOTMENTS.OFFERING.eq(id.value())).fetchSingle();
    return AllotmentRun.decode(Bytes.of(row.getRun()));
  }

  private static void write(
      DSLContext db, AllotmentRun run, Optional<PartyId> provedBy, EventPosition position) {
    db.insertInto(ALLOTMENTS)
        .set(ALLOTMENTS.OFFERING, run.offering().value())
        .set(ALLOTMENTS.RUN, run.encoded().toArray())
        .set(ALLOTMENTS.TALLIED, run.tally().done())
        .set(ALLOTMENTS.DEMAND_LOTS, run.tally().demand())
        .set(ALLOTMENTS.APPLICATIONS, run.tally().count())
        .set(ALLOTMENTS.SEED, run.seed().map(Digest::hex).orElse(null))
        .set(ALLOTMENTS.PROVED_BY, provedBy.map(PartyId::value).orElse(null))
        .set(ALLOTMENTS.HEIGHT, position.height())
        .onConflict(ALLOTMENTS.OFFERING)
        .doUpdate()
        .setAllToExcluded()
        .execute();
  }
}
