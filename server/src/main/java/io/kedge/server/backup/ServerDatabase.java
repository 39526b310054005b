package io.kedge.server.backup;

import io.kedge.projection.database.Database;
import io.kedge.projection.database.DatabaseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The database of a server's directory, seen from another process: the one that the running server
/// started, else one that is started here; or any by its URL.
final class ServerDatabase {
  private static final int CONNECTIONS = 2;

  private ServerDatabase() {}

  /// Does something with a connection.
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws IOException, SQLException;
  }

  static <T> T connected(Path data, Optional<String> url, Work<T> work)
      throws IOException, SQLException {
    Optional<Connection> running = url.isEmpty() ? running(folder(data)) : Optional.empty();
    if (running.isPresent()) {
      try (Connection connection = running.get()) {
        return work.with(connection);
      }
    }
    try (Database database = Database.open(options(data, url));
        Connection connection = database.dataSource().getConnection()) {
      return work.with(connection);
    }
  }

  /// How such a database is opened.
  static DatabaseOptions options(Path data, Optional<String> url) {
    return new DatabaseOptions(
        url,
        environment("KEDGE_DB_USER"),
        environment("KEDGE_DB_PASSWORD"),
        folder(data),
        CONNECTIONS,
        true);
  }

  private static Optional<String> environment(String name) {
    @Nullable String value = System.getenv(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static Path folder(Path data) {
    return data.resolve("postgres");
  }

  /// A connection to the server that runs on a folder; empty where none does.
  private static Optional<Connection> running(Path folder) throws IOException {
    Path pid = folder.resolve("data").resolve("postmaster.pid");
    Path password = folder.resolve("password");
    if (!Files.exists(pid) || !Files.exists(password)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pid); // its fourth line is the port
    if (lines.size() < 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          DriverManager.getConnection(
              "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/postgres",
              "postgres",
              Files.readString(password).strip()));
    } catch (SQLException _) {
      return Optional.empty(); // the file is a dead server's: one is started then
    }
  }
}
