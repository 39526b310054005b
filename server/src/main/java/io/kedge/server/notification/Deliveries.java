package io.kedge.server.notification;

import io.kedge.kernel.Json;
import io.kedge.server.api.Problem;
import io.kedge.server.jobs.WorkSettings;
import io.kedge.server.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// Sends what is in the outbox by e-mail and webhook, again and again until it is taken or twelve
/// attempts over two days failed; then it is on the list of the dead, from which it can be sent
/// once more.
@Component
public final class Deliveries {
  private static final int AT_ONCE = 50;
  private static final int ATTEMPTS_MAX = 12;
  private static final long LEASE_MILLIS = 120_000;
  private static final long RETRY_MIN_MILLIS = 30_000;
  private static final long RETRY_MAX_MILLIS = 6 * 3_600_000L;
  private static final int ERROR_LENGTH_MAX = 300;

  private static final String DUE =
      "select d.id, d.attempts, d.next_at, n.id as notification, n.ledger, n.party, n.kind,"
          + " n.subject, n.params, n.at, c.medium, c.target, c.secret, c.language"
          + " from kedge.delivery d join kedge.notification n on n.id = d.notification"
          + " join kedge.channel c on c.id = d.channel"
          + " where d.state = 'WAITING' and d.next_at <= ? order by d.next_at, d.id limit ?";

  private final DSLContext db;
  private final WebhookSender webhooks;
  private final MailSender mail;
  private final WorkSettings settings;
  private final InstantSource clock = InstantSource.system();

  Deliveries(Store store, WebhookSender webhooks, MailSender mail, WorkSettings settings) {
    this.db = store.db();
    this.webhooks = webhooks;
    this.mail = mail;
    this.settings = settings;
  }

  /// Sends what is due.
  ///
  /// @return how many attempts were made
  public int sendDue() {
    return sendDue(clock.millis());
  }

  /// The same, at a moment.
  int sendDue(long now) {
    List<Record> due = List.copyOf(db.fetch(DUE, now, AT_ONCE));
    int made = 0;
    for (Record row : due) {
      if (claim(row, now)) {
        made++;
        attempt(row, now);
      }
    }
    return made;
  }

  private boolean claim(Record row, long now) {
    return db.execute(
            "update kedge.delivery set next_at = ? where id = ? and state = 'WAITING'"
                + " and next_at = ?",
            now + LEASE_MILLIS,
            number(row, "id"),
            number(row, "next_at"))
        == 1;
  }

  private void attempt(Record row, long now) {
    Optional<String> error = Optional.empty();
    try {
      send(row);
    } catch (IOException | Problem e) {
      error = Optional.of(String.valueOf(e.getMessage()));
    }
    long attempts = number(row, "attempts") + 1;
    if (error.isEmpty()) {
      db.execute(
          "update kedge.delivery set state = 'SENT', attempts = ?, done_at = ?, last_error = null"
              + " where id = ?",
          attempts,
          now,
          number(row, "id"));
    } else {
      String told = error.get();
      db.execute(
          "update kedge.delivery set state = ?, attempts = ?, next_at = ?, last_error = ?"
              + " where id = ?",
          attempts >= ATTEMPTS_MAX ? "DEAD" : "WAITING",
          attempts,
          now + Math.min(RETRY_MIN_MILLIS << Math.min(attempts - 1, 20), RETRY_MAX_MILLIS),
          told.substring(0, Math.min(told.length(), ERROR_LENGTH_MAX)),
          number(row, "id"));
    }
  }

  private void send(Record row) throws IOException {
    var kind = NoticeKind.valueOf(text(row, "kind"));
    var reader = Locale.forLanguageTag(text(row, "language"));
    NoticeTexts.Text words =
        NoticeTexts.of(
            kind,
            Outbox.read(text(row, "params")),
            reader,
            settings.of(text(row, "ledger")).calendar());
    String id = "kedge-" + number(row, "notification");
    if (text(row, "medium").equals("EMAIL")) {
      mail.send(text(row, "target"), id, words.title(), words.text());
    } else {
      webhooks.post(text(row, "target"), text(row, "secret"), id, body(row, id, words));
    }
  }

  private static byte[] body(Record row, String id, NoticeTexts.Text words) {
    Json.Obj params = Json.Obj.empty();
    for (var entry : Outbox.read(text(row, "params")).entrySet()) {
      params = params.with(entry.getKey(), entry.getValue());
    }
    return Json.Obj.empty()
        .with("id", id)
        .with("ledger", text(row, "ledger"))
        .with("party", text(row, "party"))
        .with("kind", text(row, "kind"))
        .with("subject", text(row, "subject"))
        .with("at", Instant.ofEpochMilli(number(row, "at")).toString())
        .with("title", words.title())
        .with("text", words.text())
        .with("params", params)
        .write()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
