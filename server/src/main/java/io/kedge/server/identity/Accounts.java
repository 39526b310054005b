package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.PartyId;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;

/// The accounts of this server, as rows.
public final class Accounts {
  private static final int PAGE_MAX = 200;

  private final DSLContext db;
  private final InstantSource clock;
  private final PasswordHashes hashes;

  /// An account to be made.
  ///
  /// @param ledger name of the ledger
  /// @param party whom it acts for
  /// @param employee which employee it is, where it is one
  /// @param login what is typed to log in, not in use yet
  /// @param displayName how people call it
  /// @param language `zh-CN` or `en`
  public record New(
      String ledger,
      PartyId party,
      Optional<EmployeeId> employee,
      String login,
      String displayName,
      String language) {}

  Accounts(DSLContext db, InstantSource clock, PasswordHashes hashes) {
    this.db = db;
    this.clock = clock;
    this.hashes = hashes;
  }

  /// An account by its id.
  public Optional<Account> find(String id) {
    return db.fetchOptional("select * from kedge.account where id = ?", id).map(Account::of);
  }

  /// An account by its login name, in any case.
  public Optional<Account> byLogin(String login) {
    return db.fetchOptional(
            "select * from kedge.account where lower(login) = ?", login.toLowerCase(Locale.ROOT))
        .map(Account::of);
  }

  /// All accounts of a party, oldest first.
  public List<Account> of(String ledger, PartyId party) {
    return db.fetch(
            "select * from kedge.account where ledger = ? and party = ? order by created_at, id"
                + " limit 1000",
            ledger,
            party.value())
        .map(Account::of);
  }

  /// Accounts of a ledger, by id.
  ///
  /// @param after only ids above
  /// @param limit 1 to 200
  List<Account> page(String ledger, String after, int limit) {
    return db.fetch(
            "select * from kedge.account where ledger = ? and id > ? order by id limit ?",
            ledger,
            after,
            Math.clamp(limit, 1, PAGE_MAX))
        .map(Account::of);
  }

  /// True where there is any.
  public boolean any() {
    return !db.fetch("select 1 from kedge.account limit 1").isEmpty();
  }

  /// Makes one; without a password it cannot log in by password until a link sets one.
  ///
  /// @param password the first password, already in normal form
  /// @param mustChange true where it has to be changed before anything else
  /// @param roles what it may do, see table `role`
  public Account create(
      New wanted, Optional<String> password, boolean mustChange, List<String> roles) {
    String id = Ids.fresh();
    String hash = password.map(hashes::hash).orElse(null);
    long now = clock.millis();
    db.transaction(
        inner -> {
          int made =
              inner
                  .dsl()
                  .execute(
                      "insert into kedge.account (id, ledger, party, employee, login,"
                          + " display_name, language, status, password_hash,"
                          + " must_change_password, created_at, changed_at)"
                          + " values (?, ?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?)"
                          + " on conflict do nothing",
                      id,
                      wanted.ledger(),
                      wanted.party().value(),
                      wanted.employee().map(EmployeeId::value).orElse(null),
                      wanted.login(),
                      wanted.displayName(),
                      wanted.language(),
                      hash,
                      mustChange,
                      now,
                      now);
          IdentityProblem.NAME_TAKEN.unless(made == 1, "login");
          for (String role : roles) {
            inner
                .dsl()
                .execute("insert into kedge.account_role (account, role) values (?, ?)", id, role);
          }
        });
    return find(id).orElseThrow();
  }

  /// What is kept of the password.
  Optional<String> passwordHash(String account) {
    return db.fetchOptional("select password_hash from kedge.account where id = ?", account)
        .flatMap(row -> Rows.maybe(row, "password_hash", String.class));
  }

  /// Sets a password of the account's own.
  void setPassword(String account, String password) {
    String hash = hashes.hash(password);
    db.execute(
        "update kedge.account set password_hash = ?, must_change_password = false,"
            + " changed_at = ?, version = version + 1 where id = ?",
        hash,
        clock.millis(),
        account);
  }

  /// Hashes the same password at today's cost.
  void renewHash(String account, String password) {
    db.execute(
        "update kedge.account set password_hash = ? where id = ?", hashes.hash(password), account);
  }

  void loggedIn(String account) {
    db.execute("update kedge.account set last_login_at = ? where id = ?", clock.millis(), account);
  }

  /// Changes what its owner may change.
  ///
  /// @param version the version it was read with
  /// @return false where it was changed since
  boolean change(String account, Profile profile, long version) {
    return db.execute(
            "update kedge.account set display_name = ?, email = ?, phone = ?, language = ?,"
                + " changed_at = ?, version = version + 1 where id = ? and version = ?",
            profile.displayName(),
            profile.email().orElse(null),
            profile.phone().orElse(null),
            profile.language(),
            clock.millis(),
            account,
            version)
        == 1;
  }

  void setStatus(String account, Account.Status status) {
    db.execute(
        "update kedge.account set status = ?, changed_at = ?, version = version + 1 where id = ?",
        status.name(),
        clock.millis(),
        account);
  }

  /// What the owner of an account may change about it.
  ///
  /// @param displayName how people call it, 1 to 200 characters
  /// @param email where messages go
  /// @param phone where to call
  /// @param language `zh-CN` or `en`
  record Profile(
      String displayName, Optional<String> email, Optional<String> phone, String language) {}
}
