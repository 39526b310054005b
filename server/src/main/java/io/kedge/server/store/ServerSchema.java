package io.kedge.server.store;

/// The schema with the server's own tables: accounts, sessions, audit, jobs, money, notifications.
/// What is in it cannot be built again from a ledger, so it is what a backup of the database is
/// for.
public final class ServerSchema {
  /// Its name, in the database and in generated code.
  public static final String NAME = "kedge";

  /// Where its migrations are.
  public static final String MIGRATIONS = "db/server";

  private ServerSchema() {}
}
