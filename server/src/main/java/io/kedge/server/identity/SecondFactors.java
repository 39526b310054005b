package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/// Codes beside the password: an authenticator app, and recovery codes for when it is lost.
public final class SecondFactors {
  private final DSLContext db;
  private final InstantSource clock;
  private final SecretBox box;
  private final Totp totp = new Totp();

  SecondFactors(DSLContext db, InstantSource clock, SecretBox box) {
    this.db = db;
    this.clock = clock;
    this.box = box;
  }

  /// Begins enrolling an app: nothing changes until a first code shows that it works.
  Bytes enrol(String account) {
    Bytes secret = Totp.newSecret();
    db.execute(
        "update kedge.account set totp_pending = ? where id = ?",
        box.seal(account, secret),
        account);
    return secret;
  }

  /// The app shows the right code: it is needed from now on.
  ///
  /// @return fresh recovery codes; empty where the code is wrong or nothing was begun
  Optional<List<String>> confirm(String account, String code) {
    return db.transactionResult(
        inner -> {
          DSLContext here = inner.dsl();
          Optional<byte[]> pending =
              here.fetchOptional(
                      "select totp_pending from kedge.account where id = ? for update", account)
                  .flatMap(row -> Rows.maybe(row, "totp_pending", byte[].class));
          if (pending.isEmpty()) {
            return Optional.empty();
          }
          Bytes secret = box.open(account, pending.get());
          OptionalLong step = totp.accept(secret, code, OptionalLong.empty(), clock.millis());
          if (step.isEmpty()) {
            return Optional.empty();
          }
          here.execute(
              "update kedge.account set totp_secret = totp_pending, totp_pending = null,"
                  + " totp_used_step = ?, version = version + 1 where id = ?",
              step.getAsLong(),
              account);
          return Optional.of(newRecoveryCodes(here, account));
        });
  }

  /// Takes the app and the recovery codes away.
  void remove(String account) {
    db.transaction(
        inner -> {
          inner
              .dsl()
              .execute(
                  "update kedge.account set totp_secret = null, totp_pending = null,"
                      + " totp_used_step = null, version = version + 1 where id = ?",
                  account);
          inner.dsl().execute("delete from kedge.recovery_code where account = ?", account);
        });
  }

  /// Replaces the recovery codes.
  List<String> renewRecoveryCodes(String account) {
    return db.transactionResult(inner -> newRecoveryCodes(inner.dsl(), account));
  }

  /// How many recovery codes are left.
  long recoveryCodesLeft(String account) {
    return db.fetchSingle(
            "select count(*) as n from kedge.recovery_code where account = ? and used_at is null",
            account)
        .map(row -> Rows.number(row, "n"));
  }

  /// True where the code passes now. A code passes once: the row of the account is locked, so two
  /// requests with one code cannot both.
  boolean accept(String account, String code) {
    return db.transactionResult(
        inner ->
            acceptTotp(inner.dsl(), account, code) || acceptRecovery(inner.dsl(), account, code));
  }

  private boolean acceptTotp(DSLContext here, String account, String code) {
    var row =
        here.fetchSingle(
            "select totp_secret, totp_used_step from kedge.account where id = ? for update",
            account);
    Optional<byte[]> sealed = Rows.maybe(row, "totp_secret", byte[].class);
    if (sealed.isEmpty()) {
      return false;
    }
    Optional<Long> used = Rows.maybe(row, "totp_used_step", Long.class);
    OptionalLong step =
        totp.accept(
            box.open(account, sealed.get()),
            code,
            used.map(OptionalLong::of).orElse(OptionalLong.empty()),
            clock.millis());
    step.ifPresent(
        now ->
            here.execute("update kedge.account set totp_used_step = ? where id = ?", now, account));
    return step.isPresent();
  }

  private boolean acceptRecovery(DSLContext here, String account, String code) {
    return here.execute(
            "update kedge.recovery_code set used_at = ?"
                + " where account = ? and digest = ? and used_at is null",
            clock.millis(),
            account,
            RecoveryCodes.digest(code))
        == 1;
  }

  private static List<String> newRecoveryCodes(DSLContext here, String account) {
    here.execute("delete from kedge.recovery_code where account = ?", account);
    List<String> codes = RecoveryCodes.make();
    codes.forEach(
        code ->
            here.execute(
                "insert into kedge.recovery_code (account, digest) values (?, ?)",
                account,
                RecoveryCodes.digest(code)));
    return codes;
  }
}
