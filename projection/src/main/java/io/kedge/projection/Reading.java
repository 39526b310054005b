package io.kedge.projection;

import static io.kedge.projection.jooq.Tables.POSITION;

import io.kedge.kernel.LedgerTime;
import java.util.function.Function;
import org.jooq.DSLContext;

/// One look at the read models: all queries in it see the rows of the same height.
///
/// @param db queries in the ledger's schema
/// @param height the height the rows are of
/// @param time ledger time: that of the height, or later
public record Reading(DSLContext db, long height, LedgerTime time) {
  /// Asks in a transaction that reads only and sees one moment.
  ///
  /// @param db queries in the ledger's schema
  public static <T> T of(DSLContext db, Function<Reading, T> ask) {
    return db.transactionResult(
        inside -> {
          DSLContext within = inside.dsl();
          within.execute("set transaction isolation level repeatable read, read only");
          var position = within.selectFrom(POSITION).fetchOne();
          if (position == null) {
            throw new IllegalStateException("the read models were never opened");
          }
          return ask.apply(
              new Reading(within, position.getHeight(), LedgerTime.of(position.getTime())));
        });
  }

  /// The same look, at a later moment: deadlines pass while no block comes.
  ///
  /// @param now ledger time now; an earlier one than that of the rows changes nothing
  public Reading at(LedgerTime now) {
    return now.isAfter(time) ? new Reading(db, height, now) : this;
  }
}
