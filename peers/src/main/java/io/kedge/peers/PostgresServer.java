package io.kedge.peers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/// A PostgreSQL server of its own, as durable as one is by default: what the embedding library
/// switches off for tests is switched on again, and asked for.
final class PostgresServer implements AutoCloseable {
  private static final String SCHEMA =
      """
      CREATE TABLE note (
        id bytea PRIMARY KEY, owner text NOT NULL, instrument text NOT NULL, units bigint NOT NULL);
      CREATE TABLE command (id bytea PRIMARY KEY);
      """;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "shared_buffers", "256MB",
          "max_wal_size", "4GB");

  private final EmbeddedPostgres server;
  private final Path folder;

  private PostgresServer(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  static PostgresServer start(Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    var builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("program").toFile())
            .setDataDirectory(data)
            .setCleanDataDirectory(true);
    SETTINGS.forEach(builder::setServerConfig);
    var started = new PostgresServer(builder.start(), data);
    try (Connection connection = started.connect();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
        requireSame(statement, setting.getKey(), setting.getValue());
      }
      statement.execute(SCHEMA);
      return started;
    } catch (SQLException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static void requireSame(Statement statement, String name, String value)
      throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      if (!row.getString(1).equals(value)) {
        throw new IllegalStateException("PostgreSQL has " + name + " " + row.getString(1));
      }
    }
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase(Map.of("reWriteBatchedInserts", "true")).getConnection();
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
