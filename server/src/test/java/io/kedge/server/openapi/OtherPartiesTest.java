package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.party.Role;
import io.kedge.server.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the operator's list has and another party's list has not, that party cannot read by its id
/// either: for every list of the document that has items.
class OtherPartiesTest {
  private static final String[] OPERATOR =
      TestCallers.headers("platform", EnumSet.of(Role.OPERATOR), permissions());
  private static final String[] OTHER =
      TestCallers.headers("gao", EnumSet.of(Role.TRADER), permissions());

  private static Set<String> permissions() {
    var all = new TreeSet<String>();
    CommittedDocument.operations().stream()
        .map(CommittedDocument.Operation::access)
        .filter(access -> access.contains(":"))
        .forEach(all::add);
    return all;
  }

  @Test
  void whatIsNotInAPartysListCannotBeReadByItsId() {
    JsonNode paths = CommittedDocument.read().path("paths");
    var leaks = new ArrayList<String>();
    for (var path : paths.properties()) {
      String list = path.getKey().replaceFirst("/\\{[a-zA-Z]+}$", "");
      boolean item = !list.equals(path.getKey()) && !list.contains("{");
      if (item && path.getValue().has("get") && paths.path(list).has("get")) {
        Set<String> hidden = ids(list, OPERATOR);
        hidden.removeAll(ids(list, OTHER));
        for (String id : hidden.stream().limit(5).toList()) {
          String at = list + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
          int status = get(at, OTHER).statusCode();
          if (status != 403 && status != 404) {
            leaks.add(at + " " + status);
          }
        }
      }
    }
    assertThat(leaks).isEmpty();
  }

  private static HttpResponse<String> get(String path, String[] caller) {
    return TestServer.shared()
        .send(HttpRequest.newBuilder(TestServer.shared().at(path)).headers(caller));
  }

  /// Every `id` of the rows of a list's first page.
  private static Set<String> ids(String list, String[] caller) {
    var ids = new TreeSet<String>();
    HttpResponse<String> answer = get(list, caller);
    boolean json =
        answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    if (answer.statusCode() == 200 && json) {
      JsonNode body = JsonMapper.shared().readTree(answer.body());
      JsonNode rows = body.isArray() ? body : firstArray(body);
      rows.forEach(row -> ids.add(row.path("id").asString("")));
      ids.remove("");
    }
    return ids;
  }

  private static JsonNode firstArray(JsonNode body) {
    for (JsonNode member : body) {
      if (member.isArray()) {
        return member;
      }
    }
    return JsonMapper.shared().createArrayNode();
  }
}
