package io.kedge.server.identity;

import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;

/// Links that set a password, once and for a short time: for who forgot it, and for a new employee.
public final class PasswordLinks {
  private final DSLContext db;
  private final InstantSource clock;
  private final long lifeMillis;

  PasswordLinks(DSLContext db, InstantSource clock, long lifeMillis) {
    this.db = db;
    this.clock = clock;
    this.lifeMillis = lifeMillis;
  }

  /// A fresh link; those made before for the account are void.
  Token make(String account) {
    Token token = Token.make(Token.Kind.LINK);
    long now = clock.millis();
    db.transaction(
        inner -> {
          inner.dsl().execute("delete from kedge.password_link where account = ?", account);
          inner
              .dsl()
              .execute(
                  "insert into kedge.password_link (token_digest, account, created_at, expires_at)"
                      + " values (?, ?, ?, ?)",
                  token.digest(),
                  account,
                  now,
                  now + lifeMillis);
        });
    return token;
  }

  /// The account of a link that is still good, without using it up.
  Optional<String> look(Token token) {
    return db.fetchOptional(
            "select account from kedge.password_link where token_digest = ? and used_at is null"
                + " and expires_at > ?",
            token.digest(),
            clock.millis())
        .map(row -> Rows.text(row, "account"));
  }

  /// Uses a link up; false where it was used meanwhile.
  boolean use(Token token) {
    return db.execute(
            "update kedge.password_link set used_at = ? where token_digest = ?"
                + " and used_at is null and expires_at > ?",
            clock.millis(),
            token.digest(),
            clock.millis())
        == 1;
  }
}
