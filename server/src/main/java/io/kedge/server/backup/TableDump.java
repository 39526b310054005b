package io.kedge.server.backup;

import io.kedge.kernel.Digest;
import io.kedge.server.store.ServerSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/// The server's own tables as files, one a table, in PostgreSQL's text form of `COPY`, which any
/// version reads. Read models are left out: they are built again from the ledgers.
final class TableDump {
  private static final String HISTORY = "flyway_schema_history";

  private TableDump() {}

  /// What a dump holds.
  ///
  /// @param version the newest migration of the schema when it was made
  /// @param rows rows by table
  /// @param sequences last values by sequence
  record Content(String version, SortedMap<String, Long> rows, SortedMap<String, Long> sequences) {}

  /// Rows in an order of their own, since that of the disk changes with every update: the same rows
  /// give the same bytes.
  private static String ordered(String table) {
    return "COPY (SELECT * FROM " + quoted(table) + " AS r ORDER BY r::text) TO STDOUT";
  }

  /// Writes all tables as they are at one moment.
  static Content write(Connection connection, Path folder) throws SQLException, IOException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    try {
      var rows = new TreeMap<String, Long>();
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (String table : tables(connection)) {
        try (OutputStream out =
            Files.newOutputStream(file(folder, table), StandardOpenOption.CREATE_NEW)) {
          rows.put(table, copies.copyOut(ordered(table), out));
        }
      }
      return new Content(version(connection), rows, sequences(connection));
    } finally {
      connection.rollback();
      connection.setReadOnly(false);
      connection.setAutoCommit(true);
    }
  }

  /// Fills tables that the migrations have just made, all or none of them.
  static void read(Connection connection, Path folder, Content content)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    List<String> tables = inOrderOfReferences(connection);
    if (!Set.copyOf(tables).equals(content.rows().keySet())) {
      throw new IOException(
          "the schema has the tables " + tables + ", the backup " + content.rows().keySet());
    }
    try (Statement statement = connection.createStatement()) {
      for (String table : tables.reversed()) { // what the migrations put in is in the backup too
        if (count(statement, table) > 0) {
          statement.executeUpdate("DELETE FROM " + quoted(table));
        }
      }
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (String table : tables) {
        try (InputStream in = Files.newInputStream(file(folder, table))) {
          long rows = copies.copyIn("COPY " + quoted(table) + " FROM STDIN", in);
          if (rows != content.rows().getOrDefault(table, -1L)) {
            throw new IOException(table + " has " + rows + " rows");
          }
        }
      }
    }
    restart(connection, content.sequences());
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet one = statement.executeQuery("SELECT count(*) FROM " + quoted(table))) {
      one.next();
      return one.getLong(1);
    }
  }

  /// A digest of everything in a dump's tables, to compare two.
  static Digest digest(Path folder, Content content) throws IOException {
    var parts = new ArrayList<io.kedge.kernel.Bytes>();
    for (String table : content.rows().keySet()) {
      parts.add(io.kedge.kernel.Bytes.wrap(Files.readAllBytes(file(folder, table))));
    }
    return Digest.of(parts.toArray(io.kedge.kernel.Bytes[]::new));
  }

  private static Path file(Path folder, String table) {
    return folder.resolve(table + ".copy");
  }

  private static String quoted(String name) {
    return ServerSchema.NAME + ".\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static List<String> tables(Connection connection) throws SQLException {
    return names(
        connection,
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relkind = 'r' AND c.relname <> '"
            + HISTORY
            + "' ORDER BY c.relname");
  }

  private static List<String> names(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, ServerSchema.NAME);
      var found = new ArrayList<String>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
      return found;
    }
  }

  private static String version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version FROM "
                    + quoted(HISTORY)
                    + " WHERE success AND version IS NOT NULL"
                    + " ORDER BY installed_rank DESC LIMIT 1")) {
      if (!row.next()) {
        throw new SQLException("the schema " + ServerSchema.NAME + " was never migrated");
      }
      return row.getString(1);
    }
  }

  private static SortedMap<String, Long> sequences(Connection connection) throws SQLException {
    var found = new TreeMap<String, Long>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT sequencename, last_value FROM pg_sequences"
                + " WHERE schemaname = ? AND last_value IS NOT NULL")) {
      statement.setString(1, ServerSchema.NAME);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return found;
  }

  private static void restart(Connection connection, Map<String, Long> sequences)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
      for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
        statement.setString(1, quoted(sequence.getKey()));
        statement.setLong(2, sequence.getValue());
        statement.execute();
      }
    }
  }

  /// The tables so that each comes after those its foreign keys lead to.
  private static List<String> inOrderOfReferences(Connection connection)
      throws SQLException, IOException {
    var waiting = new LinkedHashMap<String, Set<String>>();
    for (String table : tables(connection)) {
      waiting.put(table, new LinkedHashSet<>());
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT a.relname, b.relname FROM pg_constraint k"
                + " JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid"
                + " JOIN pg_namespace n ON n.oid = a.relnamespace"
                + " WHERE k.contype = 'f' AND n.nspname = ? AND a.oid <> b.oid")) {
      statement.setString(1, ServerSchema.NAME);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          waiting
              .computeIfAbsent(row.getString(1), _ -> new LinkedHashSet<>())
              .add(row.getString(2));
        }
      }
    }
    var order = new ArrayList<String>();
    while (!waiting.isEmpty()) {
      List<String> free =
          waiting.entrySet().stream()
              .filter(one -> order.containsAll(one.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (free.isEmpty()) {
        throw new IOException("tables refer to each other in a circle: " + waiting.keySet());
      }
      order.addAll(free);
      free.forEach(waiting::remove);
    }
    return order;
  }
}
