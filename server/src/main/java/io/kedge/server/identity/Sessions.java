package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Sessions: opaque tokens of which the database keeps the digest. One ends when it was not used
/// for a while, and in any case after a day's work.
public final class Sessions {
  /// Seen times are written at most so often.
  private static final long SEEN_EVERY_MILLIS = 10_000;

  private final DSLContext db;
  private final InstantSource clock;
  private final long idleMillis;
  private final long absoluteMillis;

  /// A session, without its secret.
  ///
  /// @param id for listing and revoking
  /// @param account whose it is
  /// @param browser true where it lives in a cookie, so that changes need a CSRF token
  /// @param createdAt epoch milliseconds, likewise the next two
  /// @param seenAt when it was last used, within ten seconds
  /// @param expiresAt when it ends whatever happens
  /// @param means how its owner logged in
  /// @param address from where
  /// @param agent with what
  public record Session(
      String id,
      String account,
      boolean browser,
      long createdAt,
      long seenAt,
      long expiresAt,
      String means,
      String address,
      String agent) {}

  /// A session that was just made.
  ///
  /// @param session the session
  /// @param token its secret, to be given out once
  record Fresh(Session session, Token token) {}

  Sessions(DSLContext db, InstantSource clock, long idleMillis, long absoluteMillis) {
    this.db = db;
    this.clock = clock;
    this.idleMillis = idleMillis;
    this.absoluteMillis = absoluteMillis;
  }

  /// The token that a browser shows with every change: bound to the session, of no use alone.
  static String csrf(Token token) {
    return Digest.of(Bytes.utf8("kedge.csrf|" + token.text())).hex();
  }

  Fresh begin(String account, boolean browser, String means) {
    Token token = Token.make(Token.Kind.SESSION);
    long now = clock.millis();
    var session =
        new Session(
            Ids.fresh(),
            account,
            browser,
            now,
            now,
            now + absoluteMillis,
            means,
            RequestFacts.address(),
            RequestFacts.agent());
    db.execute(
        "delete from kedge.session where account = ? and (expires_at <= ? or seen_at <= ?)",
        account,
        now,
        now - idleMillis);
    db.execute(
        "insert into kedge.session (id, token_digest, account, browser, created_at, seen_at,"
            + " expires_at, means, address, agent) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.id,
        token.digest(),
        account,
        browser,
        now,
        now,
        session.expiresAt,
        means,
        session.address,
        session.agent);
    return new Fresh(session, token);
  }

  /// The session of a token, where it is still good; it counts as used now.
  Optional<Session> use(Token token) {
    long now = clock.millis();
    Optional<Session> found =
        db.fetchOptional(
                "select * from kedge.session where token_digest = ? and expires_at > ?"
                    + " and seen_at > ?",
                token.digest(),
                now,
                now - idleMillis)
            .map(Sessions::of);
    found
        .filter(session -> now - session.seenAt >= SEEN_EVERY_MILLIS)
        .ifPresent(
            session ->
                db.execute("update kedge.session set seen_at = ? where id = ?", now, session.id));
    return found;
  }

  /// The live sessions of an account, newest first.
  List<Session> of(String account) {
    long now = clock.millis();
    return db.fetch(
            "select * from kedge.session where account = ? and expires_at > ? and seen_at > ?"
                + " order by created_at desc, id limit 200",
            account,
            now,
            now - idleMillis)
        .map(Sessions::of);
  }

  /// Ends one of the account's sessions; false where it has none of that id.
  boolean end(String account, String id) {
    return db.execute("delete from kedge.session where id = ? and account = ?", id, account) == 1;
  }

  void end(Token token) {
    db.execute("delete from kedge.session where token_digest = ?", token.digest());
  }

  /// Ends all of an account's sessions.
  void endAll(String account) {
    db.execute("delete from kedge.session where account = ?", account);
  }

  private static Session of(Record row) {
    return new Session(
        Rows.text(row, "id"),
        Rows.text(row, "account"),
        Rows.truth(row, "browser"),
        Rows.number(row, "created_at"),
        Rows.number(row, "seen_at"),
        Rows.number(row, "expires_at"),
        Rows.text(row, "means"),
        Rows.text(row, "address"),
        Rows.text(row, "agent"));
  }
}
