package io.kedge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody at the other end: a browser that keeps its cookie and CSRF token, or a program with a
/// bearer token.
final class Visitor {
  static final JsonMapper JSON = JsonMapper.shared();
  static final String DEMO = DemoAccounts.PASSWORD;

  private final TestServer server = TestServer.shared();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  /// What came back.
  record Answer(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String member) {
      return json().required(member).asString();
    }

    String code() {
      return json().path("code").asString("");
    }

    Answer expect(int wanted) {
      assertThat(status).as(body).isEqualTo(wanted);
      return this;
    }

    Answer refused(IdentityProblem problem) {
      assertThat(code()).as(body).isEqualTo(problem.code());
      assertThat(status).isEqualTo(problem.status().value());
      return this;
    }
  }

  static Visitor browser(String login) {
    return browser(login, DEMO);
  }

  static Visitor browser(String login, String password) {
    var visitor = new Visitor();
    visitor.logIn(login, password).expect(201);
    return visitor;
  }

  static Visitor bearer(String token) {
    return new Visitor().with("Authorization", "Bearer " + token);
  }

  static Map<String, Object> members(Object... namesAndValues) {
    var members = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }

  Answer logIn(String login, String password) {
    return keep(post("/sessions", members("login", login, "password", password)));
  }

  Answer logIn(String login, String password, String code) {
    return keep(post("/sessions", members("login", login, "password", password, "code", code)));
  }

  /// Remembers the CSRF token of a login.
  Answer keep(Answer answer) {
    if (answer.status() < 300) {
      Optional.ofNullable(answer.json().get("csrfToken"))
          .filter(JsonNode::isString)
          .ifPresent(token -> headers.put("X-CSRF-Token", token.asString()));
    }
    return answer;
  }

  Visitor with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Visitor without(String header) {
    headers.remove(header);
    return this;
  }

  Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  Visitor cookie(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), "application/json");
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), "application/json");
  }

  Answer post(String path, Object body) {
    return json("POST", path, body);
  }

  Answer put(String path, Object body) {
    return json("PUT", path, body);
  }

  Answer patch(String path, Object body) {
    return json("PATCH", path, body);
  }

  Answer json(String method, String path, Object body) {
    String text = body instanceof String string ? string : JSON.writeValueAsString(body);
    return send(method, path, BodyPublishers.ofString(text), "application/json");
  }

  Answer upload(String path, String fileName, byte[] content) {
    String border = "kedge-test-border";
    byte[] head =
        ("--"
                + border
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: application/pdf\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = ("\r\n--" + border + "--\r\n").getBytes(StandardCharsets.UTF_8);
    var body =
        BodyPublishers.concat(
            BodyPublishers.ofByteArray(head),
            BodyPublishers.ofByteArray(content),
            BodyPublishers.ofByteArray(tail));
    return send("POST", path, body, "multipart/form-data; boundary=" + border);
  }

  Answer send(String method, String path, HttpRequest.BodyPublisher body, String type) {
    String full = path.startsWith("/api") ? path : "/api/v1" + path;
    var request = HttpRequest.newBuilder(server.at(full)).method(method, body);
    request.header("Content-Type", type).header("Accept-Language", "en");
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      var line = new StringBuilder();
      cookies.forEach((name, value) -> line.append(name).append('=').append(value).append("; "));
      request.header("Cookie", line.toString());
    }
    HttpResponse<String> response = server.send(request);
    for (String set : response.headers().allValues("Set-Cookie")) {
      String pair = set.substring(0, set.indexOf(';'));
      cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return new Answer(response.statusCode(), response.body(), response);
  }
}
