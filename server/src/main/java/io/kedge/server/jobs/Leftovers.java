package io.kedge.server.jobs;

import io.kedge.server.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// Who holds units of an issue, as far as the log was followed, for what is done or told to all of
/// them.
@Component
public final class Leftovers {
  private static final int NOTES_MAX = 64;
  private static final int HOLDERS_MAX = 200;
  private static final int ROWS_MAX = 2_000;

  private final DSLContext db;

  Leftovers(Store store) {
    this.db = store.db();
  }

  /// Notes of one holder.
  ///
  /// @param owner whose
  /// @param notes their ids in order, 1 to 64
  record Holding(String owner, List<String> notes) {}

  /// True where units that are left after the redemption window are redeemed without being asked.
  boolean switchedOn(String ledger) {
    return db.fetchOptional(
            "select forced_redemption from kedge.work_setting where ledger = ?", ledger)
        .map(row -> Objects.requireNonNull(row.get("forced_redemption", Boolean.class)))
        .orElse(false);
  }

  /// Notes of an issue by holder, the first 200 holders.
  List<Holding> of(String ledger, String issue) {
    var holdings = new ArrayList<Holding>();
    String owner = "";
    var notes = new ArrayList<String>();
    for (Record row :
        db.fetch(
            "select owner, note from kedge.work_note where ledger = ? and instrument = ?"
                + " order by owner, note limit ?",
            ledger,
            issue,
            ROWS_MAX)) {
      String next = Objects.requireNonNull(row.get("owner", String.class));
      if (!next.equals(owner) && !notes.isEmpty()) {
        holdings.add(new Holding(owner, List.copyOf(notes)));
        notes.clear();
      }
      owner = next;
      if (notes.size() < NOTES_MAX) {
        notes.add(Objects.requireNonNull(row.get("note", String.class)));
      }
    }
    if (!notes.isEmpty()) {
      holdings.add(new Holding(owner, List.copyOf(notes)));
    }
    return holdings.size() > HOLDERS_MAX ? holdings.subList(0, HOLDERS_MAX) : holdings;
  }

  /// The parties that hold units of an issue, in a transaction.
  ///
  /// @param after only ids after this one
  /// @param limit how many at most
  public static List<String> holders(
      DSLContext inside, String ledger, String issue, String after, int limit) {
    return inside
        .fetch(
            "select distinct owner from kedge.work_note where ledger = ? and instrument = ?"
                + " and owner > ? order by owner limit ?",
            ledger,
            issue,
            after,
            limit)
        .map(row -> Objects.requireNonNull(row.get("owner", String.class)));
  }
}
