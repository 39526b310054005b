package io.kedge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.party.Role;
import io.kedge.server.openapi.TestCallers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the tests' server as somebody of the story.
public final class Asking {
  private static final TestServer SERVER = TestServer.shared();

  private final String[] headers;

  private Asking(String... headers) {
    this.headers = headers;
  }

  /// A party in a role.
  public static Asking as(String party, Role role) {
    return new Asking(TestCallers.headers(party, Set.of(role), Set.of()));
  }

  /// Somebody who is not signed in.
  public static Asking nobody() {
    return new Asking();
  }

  /// A request of this caller.
  public HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(SERVER.at("/api/v1" + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  /// The whole answer.
  public HttpResponse<String> answer(String path) {
    return SERVER.send(request(path).header("Accept-Language", "en"));
  }

  /// What is answered, which must be well.
  public JsonNode get(String path) {
    var answer = answer(path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /// Every row of a list, page after page.
  ///
  /// @param limit rows of a page
  public List<JsonNode> all(String path, int limit) {
    var rows = new ArrayList<JsonNode>();
    String start = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
    JsonNode page = get(start);
    page.get("items").forEach(rows::add);
    while (!page.path("next").isNull() && !page.path("next").isMissingNode()) {
      page = get(start + "&after=" + page.get("next").asString());
      assertThat(page.get("items").size()).isBetween(1, limit);
      page.get("items").forEach(rows::add);
    }
    return rows;
  }

  /// Every row of a list.
  public List<JsonNode> all(String path) {
    return all(path, 200);
  }
}
