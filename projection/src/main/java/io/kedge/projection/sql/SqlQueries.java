package io.kedge.projection.sql;

import io.kedge.kernel.PartyId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Answers an organisation's SQL, bounded in time, rows and size.
///
/// Every query has a connection of its own that logged in as the organisation's role: what it may
/// read is not decided here, and nothing that a query sets outlives it.
public final class SqlQueries {
  private static final int CONNECT_SECONDS = 5;
  private static final int FETCH_ROWS = 200;

  private final SqlAccess access;
  private final SqlLimits limits;
  private final Semaphore running;

  /// Queries with the given limits.
  public SqlQueries(SqlAccess access, SqlLimits limits) {
    this.access = access;
    this.limits = limits;
    running = new Semaphore(limits.atOnce());
  }

  /// Answers one query.
  ///
  /// @param party whose role reads
  /// @param sql one `SELECT`, `WITH`, `VALUES`, `TABLE` or `EXPLAIN`
  /// @throws SqlRefusedException where it is not answered
  public SqlAnswer query(PartyId party, String sql) {
    SqlCredential credential =
        access
            .credential(party)
            .orElseThrow(
                () ->
                    new SqlRefusedException(
                        SqlRefusal.NO_ROLE, party + " has no SQL role yet", null));
    if (!running.tryAcquire()) {
      throw new SqlRefusedException(SqlRefusal.BUSY, "too many queries run at once", null);
    }
    try (Connection connection = connect(credential)) {
      return answer(connection, credential, sql);
    } catch (SQLException e) {
      throw refused(e);
    } finally {
      running.release();
    }
  }

  private Connection connect(SqlCredential credential) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", credential.role());
    properties.setProperty("password", credential.password());
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Long.toString(limits.timeout().toSeconds() + 10));
    properties.setProperty("ApplicationName", "kedge-sql");
    properties.setProperty("prepareThreshold", "0");
    return DriverManager.getConnection(credential.url(), properties);
  }

  private SqlAnswer answer(Connection connection, SqlCredential credential, String sql)
      throws SQLException {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    long height = height(connection, credential);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (statement.getParameterMetaData().getParameterCount() > 0) {
        throw new SqlRefusedException(
            SqlRefusal.INVALID, "a query has no parameters: a question mark is written ??", null);
      }
      statement.setQueryTimeout(Math.toIntExact(limits.timeout().toSeconds()));
      statement.setFetchSize(FETCH_ROWS);
      statement.setMaxRows(limits.rowsMax() + 1);
      if (!statement.execute()) {
        throw notOne("the statement answers no rows");
      }
      SqlAnswer answer;
      try (ResultSet found = statement.getResultSet()) {
        answer = read(found, height);
      }
      if (statement.getMoreResults() || statement.getUpdateCount() != -1) {
        throw notOne("exactly one statement is answered");
      }
      return answer;
    } finally {
      connection.rollback();
    }
  }

  private static SqlRefusedException notOne(String message) {
    return new SqlRefusedException(SqlRefusal.NOT_ONE_QUERY, message, null);
  }

  private static long height(Connection connection, SqlCredential credential) throws SQLException {
    String position = "select height from \"" + credential.schema() + "\".v1_position";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(position)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private SqlAnswer read(ResultSet found, long height) throws SQLException {
    ResultSetMetaData about = found.getMetaData();
    var columns = new ArrayList<SqlAnswer.Column>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      columns.add(new SqlAnswer.Column(about.getColumnLabel(i), about.getColumnTypeName(i)));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    long size = 0;
    while (found.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        String cell = found.getString(i);
        size += cell == null ? 4 : cell.length();
        row.add(cell);
      }
      if (rows.size() == limits.rowsMax() || size > limits.bytesMax()) {
        return new SqlAnswer(columns, rows, true, height);
      }
      rows.add(row);
    }
    return new SqlAnswer(columns, rows, false, height);
  }

  private static SqlRefusedException refused(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    SqlRefusal refusal =
        switch (state) {
          case "42501", "25006", "28000", "28P01" -> SqlRefusal.NOT_ALLOWED;
          case "57014" -> SqlRefusal.TIMEOUT;
          default ->
              state.startsWith("53") || state.startsWith("54")
                  ? SqlRefusal.TOO_LARGE
                  : SqlRefusal.INVALID;
        };
    return new SqlRefusedException(refusal, String.valueOf(e.getMessage()), e);
  }
}
