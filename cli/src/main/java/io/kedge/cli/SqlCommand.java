package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kedge sql QUERY`: asks the read models as an organisation's role, through PostgreSQL itself
/// (docs/reference/sql.md). What the role may read is decided there, not here.
@Command(name = "sql", mixinStandardHelpOptions = true)
final class SqlCommand extends Asking {
  private static final int ROWS_MAX = 100_000;
  private static final String PASSWORD = "KEDGE_SQL_PASSWORD";

  @Parameters(paramLabel = "QUERY", descriptionKey = "sql.query")
  private String query = "";

  @Option(names = "--db", paramLabel = "URL", required = true, descriptionKey = "sql.db")
  private String db = "";

  @Option(names = "--user", paramLabel = "ROLE", required = true, descriptionKey = "sql.user")
  private String user = "";

  @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "sql.password-file")
  private @Nullable Path passwordFile;

  @Option(names = "--rows", paramLabel = "N", defaultValue = "1000", descriptionKey = "sql.rows")
  private int rowsMax;

  /// What came back.
  private record Answer(List<String> names, List<String> types, List<List<@Nullable String>> rows) {
    boolean isNumber(int column) {
      return List.of("int2", "int4", "int8", "numeric").contains(types.get(column));
    }
  }

  @Override
  int answer(Terminal terminal) throws IOException {
    if (rowsMax < 1 || rowsMax > ROWS_MAX) {
      throw Failure.malformed("USAGE", terminal.words().say("sql.no-rows", ROWS_MAX));
    }
    if (!db.startsWith("jdbc:postgresql:")) {
      throw Failure.malformed("USAGE", terminal.words().say("sql.no-url"));
    }
    var login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password(terminal));
    login.setProperty("ApplicationName", "kedge sql");
    login.setProperty("connectTimeout", "10");
    Answer answer;
    try (Connection connection = DriverManager.getConnection(db, login)) {
      answer = ask(terminal, connection);
    } catch (SQLException e) {
      throw refused(terminal, e);
    }
    boolean more = answer.rows().size() > rowsMax;
    List<List<@Nullable String>> rows = more ? answer.rows().subList(0, rowsMax) : answer.rows();
    tell(terminal, answer, rows, more);
    terminal.document(out -> document(out, answer, rows, more));
    return ExitCode.YES;
  }

  private String password(Terminal terminal) throws IOException {
    if (passwordFile != null) {
      return Files.readString(passwordFile).strip();
    }
    String given = System.getenv(PASSWORD);
    if (given == null) {
      throw Failure.malformed("USAGE", terminal.words().say("sql.no-password", PASSWORD));
    }
    return given;
  }

  private Answer ask(Terminal terminal, Connection connection) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setFetchSize(Math.min(rowsMax + 1, 1_000));
      statement.setMaxRows(rowsMax + 1);
      if (!statement.execute()) {
        throw Failure.malformed("USAGE", terminal.words().say("sql.no-answer"));
      }
      try (ResultSet found = statement.getResultSet()) {
        return read(found);
      }
    }
  }

  private static Answer read(ResultSet found) throws SQLException {
    ResultSetMetaData about = found.getMetaData();
    var names = new ArrayList<String>();
    var types = new ArrayList<String>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      names.add(about.getColumnLabel(i));
      types.add(about.getColumnTypeName(i));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    while (found.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        row.add(found.getString(i));
      }
      rows.add(row);
    }
    return new Answer(names, types, rows);
  }

  /// What PostgreSQL does not understand is a wrong question; what it does not do is a no.
  private static Failure refused(Terminal terminal, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message = terminal.words().say("sql.refused", String.valueOf(e.getMessage()));
    if (state.equals("42501") || state.equals("25006")) {
      return Failure.no("NOT_ALLOWED", message);
    }
    if (state.equals("57014")) {
      return Failure.no("TIMEOUT", message);
    }
    if (state.startsWith("08") || state.startsWith("28")) {
      return Failure.no("UNREACHABLE", message);
    }
    return Failure.malformed("QUERY_INVALID", message);
  }

  private void tell(
      Terminal terminal, Answer answer, List<List<@Nullable String>> rows, boolean more) {
    int[] right = new int[answer.names().size()];
    int count = 0;
    for (int i = 0; i < answer.names().size(); i++) {
      if (answer.isNumber(i)) {
        right[count++] = i;
      }
    }
    var table = new TextTable(answer.names(), java.util.Arrays.copyOf(right, count));
    for (List<@Nullable String> row : rows) {
      var cells = new ArrayList<String>();
      for (@Nullable String cell : row) {
        cells.add(cell == null ? "" : cell);
      }
      table.row(cells);
    }
    terminal.table(table);
    if (more) {
      terminal.progress(terminal.words().say("sql.more", rowsMax));
    }
  }

  private static void document(
      JsonGenerator out, Answer answer, List<List<@Nullable String>> rows, boolean more)
      throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("columns");
    for (int i = 0; i < answer.names().size(); i++) {
      out.writeStartObject();
      out.writeStringField("name", answer.names().get(i));
      out.writeStringField("type", answer.types().get(i));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("rows");
    for (List<@Nullable String> row : rows) {
      out.writeStartArray();
      for (@Nullable String cell : row) {
        out.writeString(cell);
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeBooleanField("more", more);
    out.writeEndObject();
  }
}
