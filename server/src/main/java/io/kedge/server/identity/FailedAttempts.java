package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.server.api.Problem;
import io.kedge.server.identity.Lockout.Attempts;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jooq.DSLContext;

/// Counts failed logins by name and by address, and makes the next one wait ([Lockout]).
///
/// An attempt is counted *before* the password is looked at and taken back where it passes, so that
/// a thousand attempts at once are not one.
public final class FailedAttempts {
  private final DSLContext db;
  private final InstantSource clock;

  FailedAttempts(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /// Counts an attempt, or refuses it where there is still time to wait. The address comes first:
  /// one
  /// that waits leaves no rows of names it makes up.
  void begin(String login, String address) {
    begin(subject("address", address), Lockout.OF_ADDRESS);
    begin(subject("name", login), Lockout.OF_NAME);
  }

  /// The attempt passed: the name's failures are forgotten, and the address is not charged for it.
  void passed(String login, String address) {
    db.execute("delete from kedge.attempt where subject = ?", subject("name", login));
    db.execute(
        "update kedge.attempt set failures = greatest(failures - 1, 0) where subject = ?",
        subject("address", address));
    db.execute(
        "delete from kedge.attempt where last_at < ?",
        clock.millis() - Lockout.OF_NAME.forgetMillis());
  }

  private void begin(String subject, Lockout lockout) {
    long now = clock.millis();
    long wait =
        db.transactionResult(
            inner -> {
              DSLContext here = inner.dsl();
              here.execute(
                  "insert into kedge.attempt (subject, failures, last_at) values (?, 0, ?)"
                      + " on conflict do nothing",
                  subject,
                  now);
              Attempts before =
                  here.fetchSingle(
                          "select failures, last_at from kedge.attempt where subject = ?"
                              + " for update",
                          subject)
                      .map(
                          row ->
                              new Attempts(
                                  (int) Rows.number(row, "failures"), Rows.number(row, "last_at")));
              long left = lockout.waitMillis(before, now);
              if (left == 0) {
                store(here, subject, attempts -> lockout.failed(attempts, now), before);
              }
              return left;
            });
    if (wait > 0) {
      throw tooMany(wait);
    }
  }

  private static void store(
      DSLContext db, String subject, UnaryOperator<Attempts> change, Attempts before) {
    Attempts after = change.apply(before);
    db.execute(
        "update kedge.attempt set failures = ?, last_at = ? where subject = ?",
        after.failures(),
        after.lastAt(),
        subject);
  }

  private static Problem tooMany(long waitMillis) {
    long seconds = (waitMillis + 999) / 1000;
    return IdentityProblem.TOO_MANY_ATTEMPTS
        .problem("wait " + seconds + " s")
        .with("retryAfterSeconds", Long.toString(seconds));
  }

  /// Names that are typed are not kept: somebody may type a password there.
  private static String subject(String what, String value) {
    return what + ":" + Digest.of(Bytes.utf8(value.toLowerCase(Locale.ROOT))).hex();
  }
}
