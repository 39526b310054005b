package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.ALLOTMENTS;
import static io.kedge.projection.jooq.Tables.ALLOTMENT_PROPOSALS;
import static io.kedge.projection.jooq.Tables.APPLICATIONS;
import static io.kedge.projection.jooq.Tables.OFFERINGS;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.OfferingId;
import io.kedge.offering.Offering;
import io.kedge.projection.Listing;
import io.kedge.projection.OwnRows;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.AllotmentProposalsRecord;
import io.kedge.projection.jooq.tables.records.AllotmentsRecord;
import io.kedge.projection.jooq.tables.records.ApplicationsRecord;
import io.kedge.subscription.AllotmentRun;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Reads applications and allotments. An application is its applicant's, and the issuer's of its
/// offering; how an offering was shared out is everybody's, without names.
public final class SubscriptionQueries {
  private static final Listing NEWEST =
      Listing.descending(APPLICATIONS.PLACED_AT, APPLICATIONS.OFFERING, APPLICATIONS.PLACED_BY);
  private static final Listing IN_ORDER =
      Listing.ascending(APPLICATIONS.PLACED_AT, APPLICATIONS.PLACED_BY);
  private static final int PROPOSALS_MAX = 100;

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public SubscriptionQueries(ReadModels models) {
    this.models = models;
  }

  /// An application with what explains it.
  ///
  /// @param row the application
  /// @param offering its offering
  /// @param run how far the offering is shared out
  public record ApplicationRow(
      ApplicationsRecord row, Offering offering, Optional<AllotmentRun> run) {}

  /// How an offering is shared out.
  ///
  /// @param row what is kept of it
  /// @param run tally, secrets, cuts
  /// @param offering the offering
  /// @param proposals who proposed which cuts, the newest first
  /// @param height the read models' height
  public record AllotmentRow(
      AllotmentsRecord row,
      AllotmentRun run,
      Offering offering,
      List<AllotmentProposalsRecord> proposals,
      long height) {}

  /// Applications that the viewer may see, the newest first.
  ///
  /// @param offering only those of this offering
  /// @param party only those of this party
  public Page<ApplicationRow> applications(
      Viewer viewer, Optional<String> offering, Optional<String> party, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST
                .fetch(
                    db.select(APPLICATIONS.fields())
                        .from(APPLICATIONS)
                        .join(OFFERINGS)
                        .on(OFFERINGS.ID.eq(APPLICATIONS.OFFERING))
                        .where(OwnRows.of(viewer, List.of(APPLICATIONS.PARTY, OFFERINGS.ISSUER)))
                        .and(offering.map(APPLICATIONS.OFFERING::eq).orElse(DSL.noCondition()))
                        .and(party.map(APPLICATIONS.PARTY::eq).orElse(DSL.noCondition())),
                    page,
                    position.height(),
                    row -> row.into(APPLICATIONS))
                .map(row -> explained(db, row)));
  }

  private static ApplicationRow explained(DSLContext db, ApplicationsRecord row) {
    return new ApplicationRow(
        row,
        OfferingProjection.find(db, new OfferingId(row.getOffering())),
        allotment(db, row.getOffering())
            .map(found -> AllotmentRun.decode(Bytes.of(found.getRun()))));
  }

  private static Optional<AllotmentsRecord> allotment(DSLContext db, String offering) {
    return db.selectFrom(ALLOTMENTS).where(ALLOTMENTS.OFFERING.eq(offering)).fetchOptional();
  }

  /// How an offering is shared out; none before its applications are counted.
  public Optional<AllotmentRow> allotment(OfferingId id) {
    return models.read(
        (db, position) ->
            allotment(db, id.value())
                .map(
                    row ->
                        new AllotmentRow(
                            row,
                            AllotmentRun.decode(Bytes.of(row.getRun())),
                            OfferingProjection.find(db, id),
                            proposals(db, id),
                            position.height())));
  }

  private static List<AllotmentProposalsRecord> proposals(DSLContext db, OfferingId id) {
    return db.selectFrom(ALLOTMENT_PROPOSALS)
        .where(ALLOTMENT_PROPOSALS.OFFERING.eq(id.value()))
        .orderBy(ALLOTMENT_PROPOSALS.HEIGHT.desc(), ALLOTMENT_PROPOSALS.COMMAND_INDEX.desc())
        .limit(PROPOSALS_MAX)
        .fetch();
  }

  /// Every application of an offering that is shared out, in the order of applying: what is needed
  /// to compute the shares again. Who applied is not for everybody; the caller leaves it out.
  public Page<ApplicationsRecord> shares(OfferingId id, PageRequest page) {
    return models.read(
        (db, position) ->
            IN_ORDER.fetch(
                db.selectFrom(APPLICATIONS)
                    .where(APPLICATIONS.OFFERING.eq(id.value()))
                    .and(APPLICATIONS.STATUS.ne("WITHDRAWN")),
                page,
                position.height(),
                row -> row));
  }
}
