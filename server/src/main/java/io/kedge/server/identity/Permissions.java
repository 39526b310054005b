package io.kedge.server.identity;

import io.kedge.party.Role;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.DSLContext;

/// What a role may do, as rows: what no row says is denied. Kept in memory for two
/// seconds, so that a change made by another server is seen soon, and one made here at once.
public final class Permissions {
  /// The role that manages accounts.
  static final String ADMIN = "admin";

  /// The role of an officer who verifies identities.
  static final String OFFICER = "officer";

  /// The role that manages an organisation.
  static final String MANAGER = "manager";

  /// The role of everybody else.
  static final String MEMBER = "member";

  private static final long KEPT_MILLIS = 2_000;

  private final DSLContext db;
  private final InstantSource clock;
  private volatile Kept kept = new Kept(Map.of(), Long.MIN_VALUE);

  private record Kept(Map<String, Set<String>> byRole, long readAt) {}

  /// A name with what it means.
  ///
  /// @param name as it is written in `@Access`
  /// @param zh what it means, in Chinese
  /// @param en what it means, in English
  public record Named(String name, String zh, String en) {}

  /// A role and what it may do.
  ///
  /// @param name capitals: a role of the ledger
  /// @param zh what it means, in Chinese
  /// @param en what it means, in English
  /// @param permissions what it may do
  public record RoleRow(String name, String zh, String en, SortedSet<String> permissions) {}

  Permissions(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /// All that an account with these roles may do.
  ///
  /// @param given the roles given to the account
  /// @param ledgerRoles the roles its party holds now
  Set<String> of(Collection<String> given, Collection<Role> ledgerRoles) {
    Map<String, Set<String>> byRole = byRole();
    var all = new TreeSet<String>();
    given.forEach(role -> all.addAll(byRole.getOrDefault(role, Set.of())));
    ledgerRoles.forEach(role -> all.addAll(byRole.getOrDefault(role.name(), Set.of())));
    return all;
  }

  /// All permissions there are.
  List<Named> all() {
    return db.fetch("select name, zh, en from kedge.permission order by name")
        .map(row -> new Named(Rows.text(row, "name"), Rows.text(row, "zh"), Rows.text(row, "en")));
  }

  /// All roles with what they may do.
  List<RoleRow> roles() {
    Map<String, Set<String>> byRole = read();
    return db.fetch("select name, zh, en from kedge.role order by name")
        .map(
            row -> {
              String name = Rows.text(row, "name");
              return new RoleRow(
                  name,
                  Rows.text(row, "zh"),
                  Rows.text(row, "en"),
                  new TreeSet<>(byRole.getOrDefault(name, Set.of())));
            });
  }

  /// The roles given to an account.
  Set<String> given(String account) {
    return new TreeSet<>(
        db.fetch("select role from kedge.account_role where account = ?", account)
            .map(row -> Rows.text(row, "role")));
  }

  /// Makes or renames a role of this server.
  void putRole(String name, String zh, String en) {
    IdentityProblem.FIELD_WRONG.unless(name.matches("[a-z][a-z0-9-]{1,40}"), "name");
    db.execute(
        "insert into kedge.role (name, zh, en) values (?, ?, ?)"
            + " on conflict (name) do update set zh = excluded.zh, en = excluded.en",
        name,
        zh,
        en);
  }

  /// Sets what a role may do from now on.
  void set(String role, Set<String> permissions) {
    db.transaction(
        inner -> {
          DSLContext here = inner.dsl();
          here.execute("lock table kedge.role_permission in share row exclusive mode");
          if (here.fetch("select 1 from kedge.role where name = ?", role).isEmpty()) {
            throw new Problem(ProblemCode.NOT_FOUND, "role " + role);
          }
          here.execute("delete from kedge.role_permission where role = ?", role);
          for (String permission : permissions) {
            IdentityProblem.ROLE_UNKNOWN.unless(
                here.execute(
                        "insert into kedge.role_permission (role, permission)"
                            + " select ?, name from kedge.permission where name = ?",
                        role,
                        permission)
                    == 1,
                permission);
          }
          requireAdmin(here);
        });
    kept = new Kept(Map.of(), Long.MIN_VALUE);
  }

  /// Sets the roles of an account.
  void give(String account, Set<String> roles) {
    db.transaction(
        inner -> {
          DSLContext here = inner.dsl();
          here.execute("lock table kedge.role_permission in share row exclusive mode");
          here.execute("delete from kedge.account_role where account = ?", account);
          for (String role : roles) {
            IdentityProblem.ROLE_UNKNOWN.unless(
                role.equals(role.toLowerCase(java.util.Locale.ROOT))
                    && here.execute(
                            "insert into kedge.account_role (account, role)"
                                + " select ?, name from kedge.role where name = ?",
                            account,
                            role)
                        == 1,
                role);
          }
          requireAdmin(here);
        });
  }

  /// Refuses a change after which nobody could undo it.
  static void requireAdmin(DSLContext here) {
    IdentityProblem.LAST_ADMIN.unless(
        !here.fetch(
                "select 1 from kedge.account a join kedge.account_role r on r.account = a.id"
                    + " join kedge.role_permission p on p.role = r.role"
                    + " where a.status = 'ACTIVE' and p.permission = 'permission:manage' limit 1")
            .isEmpty(),
        "permission:manage");
  }

  private Map<String, Set<String>> byRole() {
    Kept now = kept;
    long time = clock.millis();
    if (now.readAt == Long.MIN_VALUE || time - now.readAt >= KEPT_MILLIS) {
      now = new Kept(read(), time);
      kept = now;
    }
    return now.byRole;
  }

  private Map<String, Set<String>> read() {
    var byRole = new TreeMap<String, Set<String>>();
    db.fetch("select role, permission from kedge.role_permission")
        .forEach(
            row ->
                byRole
                    .computeIfAbsent(Rows.text(row, "role"), _ -> new TreeSet<>())
                    .add(Rows.text(row, "permission")));
    return byRole;
  }
}
