package io.kedge.server.identity;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Keys of programs: shown once, kept as a digest, each with its reach and its end.
public final class ApiKeys {
  /// The longest life of a key.
  static final long LIFE_MILLIS_MAX = 366L * 24 * 3_600_000;

  private static final long USED_EVERY_MILLIS = 60_000;

  private final DSLContext db;
  private final InstantSource clock;

  /// A key, without its secret.
  ///
  /// @param id for listing and revoking
  /// @param account for which it acts
  /// @param name what its owner calls it
  /// @param prefix the part of the secret that may be shown
  /// @param scopes how far it reaches
  /// @param createdAt epoch milliseconds, likewise the others
  /// @param expiresAt when it ends
  /// @param lastUsedAt when it was used last, within a minute
  /// @param revokedAt when it was revoked
  public record ApiKey(
      String id,
      String account,
      String name,
      String prefix,
      List<String> scopes,
      long createdAt,
      long expiresAt,
      Optional<Long> lastUsedAt,
      Optional<Long> revokedAt) {}

  record Fresh(ApiKey key, Token token) {}

  ApiKeys(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  Fresh make(String account, String name, Scopes scopes, long lifeMillis) {
    IdentityProblem.FIELD_WRONG.unless(!name.isBlank() && name.length() <= 100, "name");
    IdentityProblem.FIELD_WRONG.unless(
        lifeMillis >= 60_000 && lifeMillis <= LIFE_MILLIS_MAX, "days");
    Token token = Token.make(Token.Kind.API_KEY);
    long now = clock.millis();
    String id = Ids.fresh();
    db.execute(
        "insert into kedge.api_key (id, account, name, prefix, digest, scopes, created_at,"
            + " expires_at) values (?, ?, ?, ?, ?, ?::text[], ?, ?)",
        id,
        account,
        name,
        token.prefix(),
        token.digest(),
        scopes.array(),
        now,
        now + lifeMillis);
    return new Fresh(find(account, id).orElseThrow(), token);
  }

  /// The key of a secret, where it is still good; it counts as used now.
  Optional<ApiKey> use(Token token) {
    long now = clock.millis();
    Optional<ApiKey> found =
        db.fetchOptional(
                "select * from kedge.api_key where digest = ? and revoked_at is null"
                    + " and expires_at > ?",
                token.digest(),
                now)
            .map(ApiKeys::of);
    found
        .filter(key -> key.lastUsedAt.map(last -> now - last >= USED_EVERY_MILLIS).orElse(true))
        .ifPresent(
            key ->
                db.execute("update kedge.api_key set last_used_at = ? where id = ?", now, key.id));
    return found;
  }

  List<ApiKey> of(String account) {
    return db.fetch(
            "select * from kedge.api_key where account = ? order by created_at desc, id limit 200",
            account)
        .map(ApiKeys::of);
  }

  Optional<ApiKey> find(String account, String id) {
    return db.fetchOptional("select * from kedge.api_key where account = ? and id = ?", account, id)
        .map(ApiKeys::of);
  }

  /// Revokes a key; false where the account has none of that id, or it is revoked.
  boolean revoke(String account, String id) {
    return db.execute(
            "update kedge.api_key set revoked_at = ? where account = ? and id = ?"
                + " and revoked_at is null",
            clock.millis(),
            account,
            id)
        == 1;
  }

  private static ApiKey of(Record row) {
    return new ApiKey(
        Rows.text(row, "id"),
        Rows.text(row, "account"),
        Rows.text(row, "name"),
        Rows.text(row, "prefix"),
        List.of(Rows.texts(row, "scopes")),
        Rows.number(row, "created_at"),
        Rows.number(row, "expires_at"),
        Rows.maybe(row, "last_used_at", Long.class),
        Rows.maybe(row, "revoked_at", Long.class));
  }
}
