package io.kedge.projection.sql;

import io.kedge.projection.LedgerSchema;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;

/// The statements that give and take privileges.
final class SqlPrivileges {
  /// Owns the views and no table, so that row-level security binds what they read.
  private static final Name VIEWS = DSL.name("kedge_sql_views");

  /// Functions that PostgreSQL lets everybody call though they write or hold others up.
  private static final String OPEN_FUNCTIONS =
      """
      select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'pg_catalog'
        and (p.proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite',
                           'lo_truncate', 'lo_truncate64', 'lo_unlink', 'pg_notify',
                           'pg_logical_emit_message')
             or p.proname ~ '^pg_(try_)?advisory_')
        and has_function_privilege('public', p.oid, 'execute')
      """;

  private SqlPrivileges() {}

  /// What the whole database needs.
  static void prepareDatabase(DSLContext db) {
    db.execute("create schema if not exists kedge_sql");
    db.execute("revoke all on schema kedge_sql from public");
    db.execute(
        "create table if not exists kedge_sql.roles (role text primary key, ledger text not null,"
            + " party text not null, everything boolean not null, renewal integer not null)");
    db.execute("create table if not exists kedge_sql.secret (value text not null)");
    if (!roleExists(db, VIEWS)) {
      db.execute("create role {0} nologin noinherit", VIEWS);
    }
    db.execute("grant {0} to current_user", VIEWS);
    if (isSuperuser(db)) {
      // Nobody but Kedge is in the embedded database. In another one its administrator decides.
      db.execute("revoke create on schema public from public");
      db.execute("revoke temporary on database {0} from public", databaseName(db));
      for (String function : db.resultQuery(OPEN_FUNCTIONS).fetch(0, String.class)) {
        db.execute("revoke execute on function " + function + " from public");
      }
    }
  }

  /// What one ledger's schema needs: the views change hands, its readers may read them.
  static void prepareLedger(DSLContext db, LedgerSchema schema) {
    Name name = DSL.name(schema.name());
    Name readers = readers(schema);
    if (!roleExists(db, readers)) {
      db.execute("create role {0} nologin", readers);
    }
    db.execute("grant usage, create on schema {0} to {1}", name, VIEWS);
    db.execute("grant select on all tables in schema {0} to {1}", name, VIEWS);
    for (String view : views(db, schema)) {
      Name qualified = DSL.name(schema.name(), view);
      db.execute("alter view {0} owner to {1}", qualified, VIEWS);
      db.execute("grant select on {0} to {1}", qualified, readers);
    }
    db.execute("revoke create on schema {0} from {1}", name, VIEWS);
    db.execute("grant usage on schema {0} to {1}", name, readers);
  }

  private static List<String> views(DSLContext db, LedgerSchema schema) {
    return db.resultQuery(
            "select viewname from pg_views where schemaname = {0} and viewname like 'v1\\_%'"
                + " order by 1",
            DSL.inline(schema.name()))
        .fetch(0, String.class);
  }

  /// Makes a role, or gives it a new password; what it may is set again.
  static void putRole(DSLContext db, LedgerSchema schema, Name role, String password) {
    if (!roleExists(db, role)) {
      db.execute("create role {0} nologin", role);
    }
    db.execute(
        "alter role {0} login inherit nocreatedb nocreaterole noreplication"
            + " connection limit {1} password {2}",
        role, DSL.inline(SqlAccess.CONNECTIONS_MAX), DSL.inline(password));
    db.execute("grant {0} to {1}", readers(schema), role);
    db.execute("alter role {0} set search_path = {1}", role, DSL.name(schema.name()));
    db.execute("alter role {0} set default_transaction_read_only = on", role);
    db.execute("alter role {0} set statement_timeout = {1}", role, DSL.inline(timeout()));
    db.execute("alter role {0} set idle_in_transaction_session_timeout = '60s'", role);
    db.execute("alter role {0} set lock_timeout = '1s'", role);
    db.execute("alter role {0} set timezone = 'UTC'", role);
    if (isSuperuser(db)) {
      db.execute("alter role {0} set temp_file_limit = '256MB'", role);
    }
  }

  private static String timeout() {
    return SqlLimits.STANDARD.timeout().toMillis() + "ms";
  }

  /// Removes a role and ends its connections.
  static void dropRole(DSLContext db, Name role) {
    db.execute("alter role {0} nologin", role);
    db.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = {0}",
        DSL.inline(role.last()));
    db.execute("drop owned by {0}", role);
    db.execute("drop role {0}", role);
  }

  private static Name readers(LedgerSchema schema) {
    return DSL.name("kedge_readers_" + schema.name());
  }

  private static Name databaseName(DSLContext db) {
    return DSL.name(
        db.resultQuery("select current_database()").fetchOptional(0, String.class).orElseThrow());
  }

  private static boolean isSuperuser(DSLContext db) {
    return db.resultQuery("select rolsuper from pg_roles where rolname = current_user")
        .fetchOptional(0, Boolean.class)
        .orElse(false);
  }

  private static boolean roleExists(DSLContext db, Name role) {
    return db.resultQuery(
            "select exists (select 1 from pg_roles where rolname = {0})", DSL.inline(role.last()))
        .fetchOptional(0, Boolean.class)
        .orElse(false);
  }
}
