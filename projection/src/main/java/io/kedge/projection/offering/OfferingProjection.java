package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.ALLOTMENTS;
import static io.kedge.projection.jooq.Tables.OFFERINGS;
import static io.kedge.projection.jooq.Tables.OFFERING_DECREES;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.offering.Circulation;
import io.kedge.offering.Decree;
import io.kedge.offering.Offering;
import io.kedge.offering.OfferingEvent;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.Schedule;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.jooq.tables.records.OfferingsRecord;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/// Offerings: their terms, what was decreed, and the times in force. That a stage is open is not
/// kept: it follows from the times and the ledger's clock ([OfferingClock]).
final class OfferingProjection implements Projection {
  @Override
  public String name() {
    return "offering";
  }

  @Override
  public Set<String> tags() {
    return OfferingEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    switch (OfferingEvent.decode(event.body())) {
      case OfferingEvent.Announced(var offering) -> {
        OfferingsRecord row = row(offering, position);
        row.setCommandId(position.commandId().hex());
        db.executeInsert(row);
      }
      case OfferingEvent.Decreed(var id, var decree) -> decree(db, id, decree, position);
      case OfferingEvent.Ended(var id, var status, var _, long sold) ->
          write(db, find(db, id).with(status).ended(position.time(), sold), position);
    }
  }

  private static void decree(DSLContext db, OfferingId id, Decree decree, EventPosition position) {
    Offering before = find(db, id);
    Offering after = before.with(decree);
    Optional<OfferingStatus> status =
        switch (decree.kind()) {
          case Decree.Cancelled _ -> Optional.of(OfferingStatus.CANCELLED);
          case Decree.Withdrawn _ -> Optional.of(OfferingStatus.WITHDRAWN);
          case Decree.Extended _ -> {
            db.deleteFrom(ALLOTMENTS).where(ALLOTMENTS.OFFERING.eq(id.value())).execute();
            yield Optional.empty();
          }
          default -> Optional.empty();
        };
    write(db, status.map(after::with).orElse(after), position);
    var words = DecreeWords.of(decree.kind());
    db.insertInto(OFFERING_DECREES)
        .set(OFFERING_DECREES.OFFERING, id.value())
        .set(OFFERING_DECREES.N, before.decrees().size())
        .set(OFFERING_DECREES.KIND, words.kind())
        .set(OFFERING_DECREES.STAGE, words.stage().map(Enum::name).orElse(null))
        .set(OFFERING_DECREES.MOMENT, words.moment().map(t -> t.millis()).orElse(null))
        .set(OFFERING_DECREES.AT, decree.at().millis())
        .set(OFFERING_DECREES.BY_PARTY, decree.by().value())
        .set(OFFERING_DECREES.REASON, decree.reason())
        .set(OFFERING_DECREES.COMMAND_ID, position.commandId().hex())
        .set(OFFERING_DECREES.HEIGHT, position.height())
        .execute();
  }

  /// An offering as it is in the tables: all but its collateral.
  static Offering find(DSLContext db, OfferingId id) {
    var row = db.selectFrom(OFFERINGS).where(OFFERINGS.ID.eq(id.value())).fetchSingle();
    return Offering.decode(Bytes.of(row.getEncoded()));
  }

  /// Writes what an offering is now.
  static void write(DSLContext db, Offering offering, EventPosition position) {
    OfferingsRecord row = row(offering, position);
    db.update(OFFERINGS).set(row).where(OFFERINGS.ID.eq(offering.id().value())).execute();
  }

  private static OfferingsRecord row(Offering announced, EventPosition position) {
    Offering offering = announced.withCollateral(Optional.empty());
    var terms = offering.terms();
    Schedule times = offering.schedule();
    var row = new OfferingsRecord();
    row.setId(offering.id().value());
    row.setIssue(offering.issue().value());
    row.setIssuer(offering.issuer().value());
    row.setOperator(terms.operator().value());
    row.setAnchor(terms.anchor().value());
    row.setCash(terms.cash().value());
    row.setPrice(terms.price());
    row.setQuantity(terms.quantity());
    row.setRatio(terms.ratio());
    Optional<PartyId> venue =
        terms.circulation() instanceof Circulation.External(var outside)
            ? Optional.of(outside)
            : Optional.empty();
    row.setCirculation(venue.isPresent() ? "EXTERNAL" : "INTERNAL");
    row.setVenue(venue.map(PartyId::value).orElse(null));
    row.setMethod(terms.compliance().method().name());
    row.setStatus(offering.status().name());
    row.setAnnouncedAt(offering.announcedAt().millis());
    row.setEndedAt(offering.endedAt().map(t -> t.millis()).orElse(null));
    row.setSold(offering.sold());
    row.setSubscriptionOpens(times.subscription().opens().millis());
    row.setSubscriptionCloses(times.subscription().closes().millis());
    row.setTradingOpens(times.trading().opens().millis());
    row.setTradingCloses(times.trading().closes().millis());
    row.setRedemptionOpens(times.redemption().opens().millis());
    row.setRedemptionCloses(times.redemption().closes().millis());
    row.setSuspended(times.suspended());
    row.setEncoded(offering.encoded().toArray());
    row.setHeight(position.height());
    return row;
  }
}
