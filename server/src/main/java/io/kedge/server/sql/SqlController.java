package io.kedge.server.sql;

import io.kedge.projection.sql.SqlAnswer;
import io.kedge.projection.sql.SqlCredential;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// SQL over an organisation's own rows (L-02; the views are in docs/reference/sql.md).
@RestController
@RequestMapping("/api/v1/sql")
class SqlController {
  private static final int QUERY_LENGTH_MAX = 16_384;

  private final SqlDesk desk;

  SqlController(SqlDesk desk) {
    this.desk = desk;
  }

  /// A query.
  ///
  /// @param query one statement that answers rows
  record Query(@Nullable String query) {}

  /// A column of an answer.
  ///
  /// @param name its name
  /// @param type its PostgreSQL type
  record Column(String name, String type) {}

  /// What a query answers.
  ///
  /// @param columns the columns
  /// @param rows cells as texts, `null` where there is no value
  /// @param more true where the answer was cut at a limit
  /// @param height the read models' height, of the same moment as the rows
  record Answer(
      List<Column> columns, List<List<@Nullable String>> rows, boolean more, String height) {}

  /// With what any PostgreSQL client logs in.
  ///
  /// @param url JDBC URL
  /// @param role the user
  /// @param password its password, told this once
  /// @param schema where the views are
  record Credential(String url, String role, String password, String schema) {}

  @PostMapping
  @Access(Access.SIGNED_IN)
  Answer query(Caller caller, @RequestBody Query body) {
    String sql = body.query();
    if (sql == null || sql.isBlank() || sql.length() > QUERY_LENGTH_MAX) {
      throw new Problem(
          ProblemCode.MALFORMED, "query has 1 to " + QUERY_LENGTH_MAX + " characters");
    }
    SqlAnswer answer = desk.query(caller, sql);
    return new Answer(
        answer.columns().stream().map(c -> new Column(c.name(), c.type())).toList(),
        answer.rows(),
        answer.more(),
        Long.toString(answer.height()));
  }

  @PostMapping("/credential")
  @Access("key:manage")
  Credential renew(Caller caller) {
    SqlCredential made = desk.renew(caller);
    return new Credential(made.url(), made.role(), made.password(), made.schema());
  }

  @DeleteMapping("/credential")
  @Access("key:manage")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(Caller caller) {
    desk.revoke(caller);
  }
}
