package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import io.kedge.server.access.Access;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Who may call which operation: the committed table, the document, and what the server does.
///
/// An operation that the table does not have fails; so does one that lets somebody through whom the
/// table does not. With `-Dkedge.write=true` the table is written anew from the document; read the
/// difference before committing it.
class AccessMatrixTest {
  private static final Path TABLE = Path.of("src/test/resources/access/operations.csv");
  private static final String HEAD = "operation,access,anonymous,without,with\n";

  private final List<CommittedDocument.Operation> operations = CommittedDocument.operations();

  @Test
  void everyOperationIsInTheTable() throws IOException {
    var lines = new StringBuilder(HEAD);
    for (var operation : operations) {
      lines.append(operation).append(",").append(expected(operation.access())).append("\n");
    }
    if (Boolean.getBoolean("kedge.write")) {
      Files.createDirectories(TABLE.getParent());
      Files.writeString(TABLE, lines);
    }
    assertThat(lines.toString()).isEqualTo(Files.readString(TABLE));
  }

  /// What anonymous, signed in without the permission, and with it alone come to.
  private static String expected(String access) {
    return switch (access) {
      case Access.PUBLIC -> "public,through,through,through";
      case Access.SIGNED_IN -> "signedIn,401,through,through";
      default -> access + ",401,403,through";
    };
  }

  @Test
  void theServerDoesWhatTheTableSays() throws IOException {
    var rows = new TreeMap<String, String[]>();
    for (String line : Files.readAllLines(TABLE).subList(1, Files.readAllLines(TABLE).size())) {
      String[] cells = line.split(",");
      rows.put(cells[0], cells);
    }
    var wrong = new ArrayList<String>();
    for (var operation : operations) {
      String[] row = rows.get(operation.toString());
      if (row == null || !row[1].equals(operation.access())) {
        wrong.add(operation + " is not in the table as it is");
        continue;
      }
      check(operation, "anonymous", row[2], null, wrong);
      if (!row[1].equals(Access.PUBLIC) && !operation.body().has("x-kedge-command")) {
        check(operation, "without", row[3], Set.of(), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(
      CommittedDocument.Operation operation,
      String who,
      String expected,
      Set<String> permissions,
      List<String> wrong) {
    boolean harmless = operation.method().equals("GET") || !expected.equals("through");
    if (!harmless || operation.body().toString().contains("text/event-stream")) {
      return; // the fuzzer goes through; a stream does not end
    }
    String path = operation.path().replaceAll("\\{[a-zA-Z]+}", "nobody-has-this-id");
    var request = HttpRequest.newBuilder(TestServer.shared().at(path));
    if (permissions != null) {
      request.headers(TestCallers.headers("hua", Set.of(), permissions));
    }
    boolean bodiless = List.of("GET", "DELETE").contains(operation.method());
    request
        .header("Content-Type", contentType(operation))
        .method(
            operation.method(),
            bodiless
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString("{}", StandardCharsets.UTF_8));
    HttpResponse<String> answer = TestServer.shared().send(request);
    // A test caller is somebody; where its account is then missed, access had been given.
    String found = permissions != null && answer.statusCode() == 401 ? "through" : outcome(answer);
    if (!found.equals(expected)) {
      wrong.add(operation + " " + who + ": " + found + " instead of " + expected);
    }
  }

  private static String contentType(CommittedDocument.Operation operation) {
    var content = operation.body().path("requestBody").path("content").properties();
    String type = content.isEmpty() ? "application/json" : content.iterator().next().getKey();
    return type.startsWith("multipart/") ? type + "; boundary=x" : type;
  }

  private static String outcome(HttpResponse<String> answer) {
    if (answer.statusCode() == 401) {
      return "401";
    }
    boolean denied =
        answer.statusCode() == 403
            && JsonMapper.shared()
                .readTree(answer.body())
                .path("code")
                .asString("")
                .equals("server.PERMISSION_MISSING");
    return denied ? "403" : "through";
  }
}
