package io.kedge.server.identity;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happened to accounts, in a table that only grows (see [Event]).
public final class IdentityEvents {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityEvents.class);
  private static final int PAGE_MAX = 200;

  private final DSLContext db;
  private final InstantSource clock;

  /// One thing that happened.
  ///
  /// @param id grows in the order of happening
  /// @param at epoch milliseconds
  /// @param actor the account that did it; empty where nobody was logged in
  /// @param account whom it is about
  /// @param what such as `LOGIN`, `PASSWORD_CHANGED`
  /// @param detail without secrets
  /// @param address where the request came from
  public record Event(
      long id,
      long at,
      Optional<String> actor,
      Optional<String> account,
      String what,
      String detail,
      String address) {}

  IdentityEvents(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /// Appends one.
  void add(Optional<String> actor, Optional<String> account, String what, String detail) {
    String address = RequestFacts.address();
    LOG.info(
        "identity {} account={} actor={} {}", what, account.orElse("-"), actor.orElse("-"), detail);
    db.execute(
        "insert into kedge.identity_event (at, actor, account, what, detail, address)"
            + " values (?, ?, ?, ?, ?, ?)",
        clock.millis(),
        actor.orElse(null),
        account.orElse(null),
        what,
        detail,
        address);
  }

  /// The newest before an id, newest first.
  ///
  /// @param ledger of whose accounts
  /// @param account only about this one, where given
  /// @param before only ids below
  /// @param limit 1 to 200
  List<Event> page(String ledger, Optional<String> account, long before, int limit) {
    return db.fetch(
            "select e.* from kedge.identity_event e join kedge.account a on a.id = e.account"
                + " where a.ledger = ? and (?::text is null or e.account = ?) and e.id < ?"
                + " order by e.id desc limit ?",
            ledger,
            account.orElse(null),
            account.orElse(null),
            before,
            Math.clamp(limit, 1, PAGE_MAX))
        .map(
            row ->
                new Event(
                    Rows.number(row, "id"),
                    Rows.number(row, "at"),
                    Rows.maybe(row, "actor", String.class),
                    Rows.maybe(row, "account", String.class),
                    Rows.text(row, "what"),
                    Rows.text(row, "detail"),
                    Rows.text(row, "address")));
  }
}
