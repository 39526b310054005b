package io.kedge.projection.database;

import java.nio.file.Path;
import java.util.Optional;

/// Which database to use.
///
/// @param url JDBC URL of a PostgreSQL of version 14 or later, the value of `--db`; empty for the
///     embedded one
/// @param user for the URL; empty where the URL has it
/// @param password for the URL; empty where the URL has it or none is needed
/// @param folder where the embedded server keeps everything, `DIR/postgres`
/// @param connectionsMax size of the pool
/// @param stopsWithProcess true where the embedded server stops in a shutdown hook of its own; a
///     program that closes things in an order of its own says false and closes the database last
public record DatabaseOptions(
    Optional<String> url,
    Optional<String> user,
    Optional<String> password,
    Path folder,
    int connectionsMax,
    boolean stopsWithProcess) {
  /// How many connections the pool has where nothing else is said.
  public static final int CONNECTIONS = 16;

  /// The embedded server in a folder, stopped with the process.
  public static DatabaseOptions embedded(Path folder) {
    return new DatabaseOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), folder, CONNECTIONS, true);
  }

  /// A server by URL.
  public static DatabaseOptions at(String url, String user, String password) {
    return new DatabaseOptions(
        Optional.of(url),
        Optional.of(user),
        Optional.of(password),
        Path.of("."),
        CONNECTIONS,
        false);
  }
}
