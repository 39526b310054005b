package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;

/// Logins that are under way at a provider, each bound to one browser and good once, and which
/// identity there is which account here.
final class OidcLogins {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;
  private static final long LIFE_MILLIS = 10 * 60_000;

  private final DSLContext db;
  private final InstantSource clock;

  /// A login that begins.
  ///
  /// @param state comes back with the browser
  /// @param nonce comes back in the token
  /// @param challenge of PKCE: SHA-256 of the verifier
  /// @param browser kept in a cookie, so that the answer comes to the browser that asked
  record Started(String state, String nonce, String challenge, String browser) {}

  /// What was kept of it.
  record Begun(String nonce, String verifier, Optional<String> account) {}

  OidcLogins(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  Started begin(Optional<String> account) {
    String state = secret();
    String nonce = secret();
    String verifier = secret();
    String browser = secret();
    long now = clock.millis();
    db.execute("delete from kedge.oidc_login where expires_at <= ?", now);
    db.execute(
        "insert into kedge.oidc_login (state_digest, nonce, verifier, browser, account,"
            + " expires_at) values (?, ?, ?, ?, ?, ?)",
        digest(state),
        nonce,
        verifier,
        digest(browser),
        account.orElse(null),
        now + LIFE_MILLIS);
    byte[] hashed = Digest.of(Bytes.utf8(verifier)).bytes().toArray();
    return new Started(state, nonce, Base64Url.of(hashed), browser);
  }

  Optional<Begun> take(String state, String browser) {
    return db.fetchOptional(
            "delete from kedge.oidc_login where state_digest = ? and browser = ?"
                + " and expires_at > ? returning nonce, verifier, account",
            digest(state),
            digest(browser),
            clock.millis())
        .map(
            row ->
                new Begun(
                    Rows.text(row, "nonce"),
                    Rows.text(row, "verifier"),
                    Rows.maybe(row, "account", String.class)));
  }

  boolean link(String issuer, String subject, String account) {
    return db.execute(
            "insert into kedge.oidc_identity (issuer, subject, account, created_at)"
                + " values (?, ?, ?, ?) on conflict do nothing",
            issuer,
            subject,
            account,
            clock.millis())
        == 1;
  }

  Optional<String> linked(String issuer, String subject) {
    return db.fetchOptional(
            "select account from kedge.oidc_identity where issuer = ? and subject = ?",
            issuer,
            subject)
        .map(row -> Rows.text(row, "account"));
  }

  private static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    RANDOM.nextBytes(random);
    return Base64Url.of(random);
  }

  private static String digest(String secret) {
    return Digest.of(Bytes.utf8(secret)).hex();
  }
}
