package io.kedge.projection.trading;

import static io.kedge.projection.jooq.Tables.DEPOSITS;
import static io.kedge.projection.jooq.Tables.DEPOSIT_CORRECTIONS;
import static io.kedge.projection.jooq.Tables.FEE_VERSIONS;
import static io.kedge.projection.jooq.Tables.INSTRUMENTS;
import static io.kedge.projection.jooq.Tables.WITHDRAWALS;

import io.kedge.projection.Listing;
import io.kedge.projection.Page;
import io.kedge.projection.PageRequest;
import io.kedge.projection.ReadModels;
import io.kedge.projection.Viewer;
import io.kedge.projection.jooq.tables.records.DepositCorrectionsRecord;
import io.kedge.projection.jooq.tables.records.DepositsRecord;
import io.kedge.projection.jooq.tables.records.FeeVersionsRecord;
import io.kedge.projection.jooq.tables.records.WithdrawalsRecord;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Reads deposits, corrections and withdrawals, for the holder and the clearing agent of the cash,
/// and announced fee rates, for everybody.
public final class CashQueries {
  private static final Listing NEWEST_DEPOSITS =
      Listing.descending(DEPOSITS.HEIGHT, DEPOSITS.COMMAND_INDEX);
  private static final Listing NEWEST_CORRECTIONS =
      Listing.descending(DEPOSIT_CORRECTIONS.HEIGHT, DEPOSIT_CORRECTIONS.COMMAND_INDEX);
  private static final Listing NEWEST_WITHDRAWALS =
      Listing.descending(WITHDRAWALS.ASKED_AT, WITHDRAWALS.ID);
  private static final Listing BY_SCHEDULE =
      Listing.descending(FEE_VERSIONS.SCHEDULE, FEE_VERSIONS.EFFECTIVE_FROM);

  private final ReadModels models;

  /// Queries over one ledger's read models.
  public CashQueries(ReadModels models) {
    this.models = models;
  }

  private static Condition seen(Viewer viewer, Field<String> holder, Field<String> cash) {
    if (viewer.everything()) {
      return DSL.noCondition();
    }
    return viewer
        .party()
        .map(
            own ->
                holder
                    .eq(own.value())
                    .or(
                        cash.in(
                            DSL.select(INSTRUMENTS.ID)
                                .from(INSTRUMENTS)
                                .where(INSTRUMENTS.CLEARING_AGENT.eq(own.value())))))
        .orElse(DSL.falseCondition());
  }

  /// Deposits, the newest first.
  ///
  /// @param holder only those of this party
  public Page<DepositsRecord> deposits(Viewer viewer, Optional<String> holder, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_DEPOSITS.fetch(
                db.selectFrom(DEPOSITS)
                    .where(seen(viewer, DEPOSITS.HOLDER, DEPOSITS.CASH))
                    .and(holder.map(DEPOSITS.HOLDER::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// Mistaken deposits that were taken back, the newest first.
  ///
  /// @param holder only those of this party
  public Page<DepositCorrectionsRecord> corrections(
      Viewer viewer, Optional<String> holder, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_CORRECTIONS.fetch(
                db.selectFrom(DEPOSIT_CORRECTIONS)
                    .where(seen(viewer, DEPOSIT_CORRECTIONS.HOLDER, DEPOSIT_CORRECTIONS.CASH))
                    .and(holder.map(DEPOSIT_CORRECTIONS.HOLDER::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// Withdrawals, the newest first.
  ///
  /// @param holder only those of this party
  /// @param state only those in this state: `ASKED`, `PAID_OUT`, `REJECTED`
  public Page<WithdrawalsRecord> withdrawals(
      Viewer viewer, Optional<String> holder, Optional<String> state, PageRequest page) {
    return models.read(
        (db, position) ->
            NEWEST_WITHDRAWALS.fetch(
                db.selectFrom(WITHDRAWALS)
                    .where(seen(viewer, WITHDRAWALS.HOLDER, WITHDRAWALS.CASH))
                    .and(holder.map(WITHDRAWALS.HOLDER::eq).orElse(DSL.noCondition()))
                    .and(state.map(WITHDRAWALS.STATE::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }

  /// Announced fee rates, every version.
  public Page<FeeVersionsRecord> feeVersions(Optional<String> schedule, PageRequest page) {
    return models.read(
        (db, position) ->
            BY_SCHEDULE.fetch(
                db.selectFrom(FEE_VERSIONS)
                    .where(schedule.map(FEE_VERSIONS.SCHEDULE::eq).orElse(DSL.noCondition())),
                page,
                position.height(),
                row -> row));
  }
}
