package io.kedge.projection;

import io.kedge.contract.Event;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.WireReader;
import java.sql.SQLException;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Counts and chains the events it is given: any that is lost, doubled or out of order shows in the
/// last row. It can break once, at a given event.
final class TallyProjection implements Projection {
  private int untilBreak;
  private final boolean forEver;

  private TallyProjection(int untilBreak, boolean forEver) {
    this.untilBreak = untilBreak;
    this.forEver = forEver;
  }

  static TallyProjection sound() {
    return new TallyProjection(Integer.MAX_VALUE, false);
  }

  /// The connection breaks at the event with this number, once.
  static TallyProjection cutAt(int event) {
    return new TallyProjection(event, false);
  }

  /// It cannot project the event with this number.
  static TallyProjection brokenAt(int event) {
    return new TallyProjection(event, true);
  }

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public Set<String> tags() {
    return Set.of("chain.first");
  }

  @Override
  public void begin(DSLContext db, Genesis genesis) {
    db.execute("create table {0} (n bigint primary key, chained text not null)", table(db));
    db.execute("insert into {0} values (0, {1})", table(db), DSL.inline(genesis.name()));
  }

  @Override
  public void apply(DSLContext db, Event event, EventPosition position) {
    if (untilBreak-- == 0) {
      throw forEver
          ? new IllegalArgumentException("not to be projected")
          : new DataAccessException("cut", new SQLException("the connection broke", "08006"));
    }
    long value = new WireReader(event.body(), "chain.first").i64();
    db.execute(
        "insert into {0} select n + 1, md5(chained || {1}) from {0} order by n desc limit 1",
        table(db), DSL.inline(":" + value + ":" + position.height()));
  }

  private static Name table(DSLContext db) {
    String schema = db.settings().getRenderMapping().getSchemata().getFirst().getOutput();
    return DSL.name(schema, "tally");
  }
}
