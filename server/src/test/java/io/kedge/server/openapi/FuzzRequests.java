package io.kedge.server.openapi;

import io.kedge.server.TestServer;
import io.kedge.server.command.CommandSchemas;
import io.kedge.server.command.SchemaInstances;
import io.kedge.server.command.SchemaMutations;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes requests that nobody should send: malformed, huge, of wrong types, at the edges.
final class FuzzRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final CommandSchemas SCHEMAS = CommandSchemas.version1();

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "null",
          "true",
          "0",
          "-1",
          "1e400",
          "NaN",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "0x10",
          "a".repeat(64),
          "0123456789abcdef".repeat(4),
          "old-cellar",
          "platform",
          "trading-system",
          "'; DROP TABLE kedge.account; --",
          "1 OR 1=1",
          "%",
          "_",
          "\\",
          "\"",
          "<script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1/a}",
          "../../etc/passwd",
          "茶酒药材",
          "e\u0301",
          "\uD83C\uDF75",
          "\u202Eabc",
          "\uFEFFx",
          "a\u0000b",
          "a\nb",
          "2026-02-30",
          "2026-01-01T00:00:00Z",
          "-999999999-01-01",
          "+999999999-12-31T23:59:59Z",
          "x".repeat(3_000));

  private final Random random;
  private final JsonNode document;

  FuzzRequests(JsonNode document, long seed) {
    this.document = document;
    this.random = new Random(seed);
  }

  HttpRequest.Builder of(CommittedDocument.Operation operation) {
    var request =
        HttpRequest.newBuilder(TestServer.shared().at(path(operation.path()) + query(operation)));
    if (random.nextInt(4) == 0) {
      request.header("Accept-Language", pick(List.of("en", "zh-CN", "xx", "*", "en;q=2", ";;")));
    }
    if (random.nextInt(6) == 0) {
      request.header("Accept", pick(List.of("*/*", "text/html", "nonsense", "application/xml")));
    }
    if (random.nextInt(4) == 0) {
      request.header("Idempotency-Key", pick(List.of("k", "x".repeat(500), "a b", "\"q\"", "%")));
    }
    if (random.nextInt(6) == 0) {
      request.header("If-None-Match", pick(List.of("*", "\"1\"", "W/\"", "zz")));
    }
    byte[] body = List.of("GET", "DELETE").contains(operation.method()) ? null : body(operation);
    if (body == null) {
      return request.method(operation.method(), HttpRequest.BodyPublishers.noBody());
    }
    request.header("Content-Type", contentType(operation));
    return request.method(operation.method(), HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private String path(String template) {
    String path = template;
    while (path.contains("{")) {
      int from = path.indexOf('{');
      String value = pick(TEXTS);
      path =
          path.substring(0, from)
              + encoded(value.isEmpty() ? "-" : value)
              + path.substring(path.indexOf('}') + 1);
    }
    return path;
  }

  private String query(CommittedDocument.Operation operation) {
    var query = new StringBuilder();
    for (JsonNode parameter : operation.body().path("parameters")) {
      if (parameter.path("in").asString().equals("query") && random.nextInt(3) > 0) {
        query.append(query.isEmpty() ? "?" : "&").append(parameter.get("name").asString());
        query.append("=").append(encoded(pick(TEXTS)));
      }
    }
    if (random.nextInt(8) == 0) {
      query.append(query.isEmpty() ? "?" : "&").append("unknown=").append(encoded(pick(TEXTS)));
    }
    return query.toString();
  }

  private static String encoded(String text) {
    String half = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return half.replace(".", "%2E");
  }

  private String contentType(CommittedDocument.Operation operation) {
    JsonNode content = operation.body().path("requestBody").path("content");
    boolean named = !content.isEmpty() && random.nextInt(10) > 0;
    return named
        ? content.properties().iterator().next().getKey()
        : pick(List.of("text/plain", "application/xml", "application/json", "a/b", "multipart/x"));
  }

  private byte[] body(CommittedDocument.Operation operation) {
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1 -> "[".repeat(5_000).getBytes(StandardCharsets.UTF_8);
      case 2 -> ("{\"a\":" + "9".repeat(2_000) + "}").getBytes(StandardCharsets.UTF_8);
      case 3 -> bytes(random.nextInt(200));
      case 4 -> ("\"" + "x".repeat(100_000) + "\"").getBytes(StandardCharsets.UTF_8);
      case 5 ->
          pick(List.of("null", "1", "[]", "{}", "\"x\"", "{\"a\":1,\"a\":2}", "{}{}", "tru"))
              .getBytes(StandardCharsets.UTF_8);
      default -> form(operation).toString().getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private JsonNode form(CommittedDocument.Operation operation) {
    String command = operation.body().path("x-kedge-command").asString("");
    if (!command.isEmpty()) {
      JsonNode schema = SCHEMAS.find(command).orElseThrow().body();
      JsonNode good = new SchemaInstances(SCHEMAS, random, random.nextBoolean()).of(schema);
      var bad = SchemaMutations.of(SCHEMAS, schema, good);
      return random.nextInt(3) == 0 ? good : bad.get(random.nextInt(bad.size())).value();
    }
    JsonNode content = operation.body().path("requestBody").path("content");
    return value(content.path("application/json").path("schema"), 0);
  }

  /// Something like what a schema asks for, often with something wrong.
  private JsonNode value(JsonNode reference, int depth) {
    JsonNode schema =
        reference.has("$ref")
            ? document.at(reference.get("$ref").asString().substring(1))
            : reference;
    if (depth > 4 || random.nextInt(6) == 0) {
      return odd();
    }
    JsonNode properties = schema.path("properties");
    if (!properties.isEmpty()) {
      ObjectNode object = JSON.objectNode();
      for (var member : properties.properties()) {
        if (random.nextInt(5) > 0) {
          object.set(member.getKey(), value(member.getValue(), depth + 1));
        }
      }
      return object;
    }
    if (schema.has("enum") && random.nextBoolean()) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("items")) {
      return JSON.arrayNode().add(value(schema.get("items"), depth + 1));
    }
    return switch (schema.path("type").asString("")) {
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "integer" -> JSON.numberNode(random.nextInt(3) == 0 ? Long.MAX_VALUE : 1);
      default -> JSON.stringNode(pick(TEXTS));
    };
  }

  private JsonNode odd() {
    return switch (random.nextInt(7)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.numberNode(Long.MIN_VALUE);
      case 2 -> JSON.numberNode(1.5);
      case 3 -> JSON.booleanNode(true);
      case 4 -> JSON.arrayNode().add(JSON.objectNode());
      case 5 -> JSON.objectNode().put("", "");
      default -> JSON.stringNode(pick(TEXTS));
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
