package io.kedge.server.audit;

import static io.kedge.server.jooq.Tables.AUDIT;

import io.kedge.server.store.Store;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The append-only table of requests that were to change something.
@Component
public class AuditTrail {
  private final Store store;

  AuditTrail(Store store) {
    this.store = store;
  }

  /// Keeps one request.
  void add(AuditEntry entry) {
    store
        .db()
        .insertInto(AUDIT)
        .set(AUDIT.AT, entry.at())
        .set(AUDIT.ACCOUNT, entry.caller().map(known -> known.account()).orElse(null))
        .set(AUDIT.LOGIN, entry.caller().map(known -> known.login()).orElse(null))
        .set(AUDIT.LEDGER, entry.caller().map(known -> known.ledger()).orElse(null))
        .set(AUDIT.PARTY, entry.caller().map(known -> known.party().value()).orElse(null))
        .set(
            AUDIT.EMPLOYEE,
            entry.caller().flatMap(known -> known.employee()).map(e -> e.value()).orElse(null))
        .set(AUDIT.MEANS, entry.caller().map(known -> known.means().name()).orElse(null))
        .set(AUDIT.ADDRESS, entry.address())
        .set(AUDIT.METHOD, entry.method())
        .set(AUDIT.PATH, entry.path())
        .set(AUDIT.STATUS, entry.status())
        .set(AUDIT.CODE, entry.code().orElse(null))
        .set(
            AUDIT.COMMAND_ID,
            entry.commandId().map(id -> id.digest().bytes().toArray()).orElse(null))
        .set(AUDIT.MILLIS, Math.toIntExact(Math.min(Integer.MAX_VALUE, entry.millis())))
        .execute();
  }

  /// How many rows there are.
  public long size() {
    return Optional.ofNullable(store.db().selectCount().from(AUDIT).fetchOne(0, Long.class))
        .orElse(0L);
  }
}
