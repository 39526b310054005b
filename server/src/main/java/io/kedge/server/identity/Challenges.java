package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;

/// Random values that somebody signs to show that a key is in their hands: good once, for five
/// minutes, for what and whom they were made.
final class Challenges {
  static final String PASSKEY_ADD = "passkey-add";
  static final String PASSKEY_LOGIN = "passkey-login";
  static final String CERTIFICATE = "certificate";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final long LIFE_MILLIS = 5 * 60_000;

  private final DSLContext db;
  private final InstantSource clock;

  record Challenge(String id, Bytes value) {}

  Challenges(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  Challenge make(String kind, Optional<String> account) {
    byte[] value = new byte[BYTES];
    RANDOM.nextBytes(value);
    String id = Ids.fresh();
    long now = clock.millis();
    db.execute("delete from kedge.challenge where expires_at <= ?", now);
    db.execute(
        "insert into kedge.challenge (id, kind, account, value, expires_at)"
            + " values (?, ?, ?, ?, ?)",
        id,
        kind,
        account.orElse(null),
        value,
        now + LIFE_MILLIS);
    return new Challenge(id, Bytes.of(value));
  }

  /// Uses a challenge up.
  Optional<byte[]> take(String id, String kind, Optional<String> account) {
    return db.fetchOptional(
            "delete from kedge.challenge where id = ? and kind = ? and expires_at > ?"
                + " and account is not distinct from ?::text returning value",
            id,
            kind,
            clock.millis(),
            account.orElse(null))
        .map(row -> Rows.bytes(row, "value"));
  }
}
