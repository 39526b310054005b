package io.kedge.projection.offering;

import static io.kedge.projection.jooq.Tables.STANDSTILLS;

import io.kedge.contract.Change;
import io.kedge.contract.Key;
import io.kedge.contract.LedgerView;
import io.kedge.contract.MapView;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.offering.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// In which phase offerings are: computed by the ledger's own rule from the times in force, ledger
/// time, and the freezes that hold an offering's clock still.
public final class OfferingClock {
  private final LedgerView freezes;
  private final LedgerTime now;

  private OfferingClock(LedgerView freezes, LedgerTime now) {
    this.freezes = freezes;
    this.now = now;
  }

  /// The clock of some offerings.
  ///
  /// @param now ledger time
  static OfferingClock of(DSLContext db, List<Offering> offerings, LedgerTime now) {
    var subjects = new ArrayList<Condition>();
    for (Offering offering : offerings) {
      subjects.add(is(FreezeSubject.of(offering.terms().anchor())));
      subjects.add(is(FreezeSubject.of(offering.issue())));
    }
    var view = new MapView();
    if (!subjects.isEmpty()) {
      view.apply(
          db.selectFrom(STANDSTILLS)
              .where(DSL.or(subjects))
              .fetch(
                  row ->
                      new Change.Put(
                          Key.of(
                              FreezeSubject.CONCEPT,
                              row.getKind().toLowerCase(Locale.ROOT),
                              row.getSubject()),
                          Bytes.of(row.getEntry()))));
    }
    return new OfferingClock(view, now);
  }

  private static Condition is(FreezeSubject subject) {
    return STANDSTILLS.KIND.eq(subject.kind().name()).and(STANDSTILLS.SUBJECT.eq(subject.id()));
  }

  /// The phase of an offering.
  public Phase phase(Offering offering) {
    return Offerings.phase(freezes, offering, now);
  }

  /// The moment on an offering's own clock.
  public LedgerTime clock(Offering offering) {
    return Offerings.clock(freezes, offering, now);
  }
}
