package io.kedge.server.notification;

import io.kedge.offering.TradingCalendar;
import io.kedge.server.access.Caller;
import io.kedge.server.jobs.WorkSettings;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// What a caller was told in the application.
@Component
final class Notifications {
  private static final int PAGE_MAX = 200;
  private static final String MINE =
      " n.ledger = ? and n.party = ? and (n.account is null or n.account = ?)";

  private final DSLContext db;
  private final WorkSettings settings;

  Notifications(Store store, WorkSettings settings) {
    this.db = store.db();
    this.settings = settings;
  }

  /// Something that was told.
  ///
  /// @param id grows in the order of telling
  /// @param kind what happened
  /// @param subject to what, an id
  /// @param at when
  /// @param title in one line
  /// @param text in one or two sentences
  /// @param read true where the caller has read it
  record Item(
      String id, String kind, String subject, String at, String title, String text, boolean read) {}

  /// What a caller was told, the newest first.
  ///
  /// @param before only ids below
  List<Item> page(Caller caller, Locale language, boolean unread, long before, int limit) {
    TradingCalendar calendar = settings.of(caller.ledger()).calendar();
    return db.fetch(
            "select n.*, r.account is not null as seen from kedge.notification n"
                + " left join kedge.notification_read r on r.notification = n.id and r.account = ?"
                + " where"
                + MINE
                + " and n.id < ? and (not ? or r.account is null) order by n.id desc limit ?",
            caller.account(),
            caller.ledger(),
            caller.party().value(),
            caller.account(),
            before,
            unread,
            Math.clamp(limit, 1, PAGE_MAX))
        .map(row -> item(row, language, calendar));
  }

  private static Item item(Record row, Locale language, TradingCalendar calendar) {
    var kind = NoticeKind.valueOf(text(row, "kind"));
    NoticeTexts.Text words =
        NoticeTexts.of(kind, Outbox.read(text(row, "params")), language, calendar);
    return new Item(
        Long.toString(number(row, "id")),
        kind.name(),
        text(row, "subject"),
        Instant.ofEpochMilli(number(row, "at")).toString(),
        words.title(),
        words.text(),
        Objects.requireNonNull(row.get("seen", Boolean.class)));
  }

  /// How many the caller has not read.
  long unread(Caller caller) {
    return number(
        db.fetchSingle(
            "select count(*) as number from kedge.notification n where"
                + MINE
                + " and not exists (select 1 from kedge.notification_read r"
                + " where r.notification = n.id and r.account = ?)",
            caller.ledger(),
            caller.party().value(),
            caller.account(),
            caller.account()),
        "number");
  }

  /// Marks as read everything up to an id.
  void readUpTo(Caller caller, long id, long now) {
    db.execute(
        "insert into kedge.notification_read (account, notification, at)"
            + " select ?, n.id, ? from kedge.notification n where"
            + MINE
            + " and n.id <= ? on conflict do nothing",
        caller.account(),
        now,
        caller.ledger(),
        caller.party().value(),
        caller.account(),
        id);
  }

  /// Marks one as unread again.
  void unread(Caller caller, long id) {
    db.execute(
        "delete from kedge.notification_read where account = ? and notification = ?",
        caller.account(),
        id);
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
