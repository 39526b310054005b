package io.kedge.projection.reduction;

import static io.kedge.projection.jooq.Tables.REDUCTIONS;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import io.kedge.projection.EventPosition;
import io.kedge.projection.Projection;
import io.kedge.projection.history.History;
import io.kedge.projection.jooq.tables.records.ReductionsRecord;
import io.kedge.reduction.Reduction;
import io.kedge.reduction.ReductionEvent;
import io.kedge.reduction.ReductionId;
import io.kedge.reduction.ReductionStatus;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jooq.DSLContext;

/// Position reductions as the ledger has them.
public final class ReductionProjection implements Projection {
  static final String CONCEPT = "reduction";
  private static final String ASSET = "asset";

  @Override
  public String name() {
    return CONCEPT;
  }

  @Override
  public Set<String> tags() {
    return ReductionEvent.FORMAT.tags();
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition at) {
    Reduction reduction =
        switch (ReductionEvent.decode(event.body())) {
          case ReductionEvent.Applied(var applied) -> insert(db, applied, at);
          case ReductionEvent.TookEffect(var id, _, long left) ->
              end(db, id, ReductionStatus.EFFECTIVE, OptionalLong.of(left), at);
          case ReductionEvent.Ended(var id, var status) ->
              end(db, id, status, OptionalLong.empty(), at);
        };
    var reason = Optional.of(reduction.reason());
    History.add(db, CONCEPT, reduction.id().value(), event, at, reason);
    History.add(db, ASSET, reduction.asset().value(), event, at, reason);
  }

  private static Reduction insert(DSLContext db, Reduction reduction, EventPosition at) {
    ReductionsRecord row = db.newRecord(REDUCTIONS);
    row.setId(reduction.id().value());
    row.setAsset(reduction.asset().value());
    row.setIssuer(reduction.issuer().value());
    row.setQuantity(reduction.quantity());
    row.setReason(reduction.reason());
    row.setStatus(reduction.status().name());
    row.setStatement(reduction.statement().value());
    row.setEntry(reduction.encoded().toArray());
    row.setAppliedAt(at.time().millis());
    row.setAppliedHeight(at.height());
    row.setAppliedIndex(at.command().index());
    row.insert();
    return reduction;
  }

  private static Reduction end(
      DSLContext db, ReductionId id, ReductionStatus status, OptionalLong left, EventPosition at) {
    ReductionsRecord row = db.fetchOne(REDUCTIONS, REDUCTIONS.ID.eq(id.value()));
    if (row == null) {
      throw new IllegalStateException("no reduction " + id);
    }
    Reduction next = Reduction.decode(Bytes.wrap(row.getEntry())).with(status);
    row.setStatus(status.name());
    row.setEntry(next.encoded().toArray());
    row.setEndedAt(at.time().millis());
    left.ifPresent(row::setQuantityLeft);
    row.update();
    return next;
  }
}
