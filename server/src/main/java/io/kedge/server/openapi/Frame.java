package io.kedge.server.openapi;

import io.kedge.server.access.Access;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.command.CommandSchemas;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The parts of the document that every operation shares.
final class Frame {
  private static final String PROBLEM_JSON = "application/problem+json";

  private Frame() {}

  private static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  static JsonNode info() {
    ObjectNode info = object();
    info.put("title", "Kedge").put("x-title-zh", "锚链");
    info.put("version", "1");
    info.put(
        "description",
        "Real goods, attested, issued, traded and redeemed on a ledger anyone can verify. "
            + "Quantities, money and ledger times of commands are decimal strings. Failures are "
            + "problem details (RFC 9457) with a public code; title and detail are in the language "
            + "of Accept-Language, zh-CN or en. See docs/reference/api.md.");
    info.put("x-description-zh", "实物资产的登记、确权、发行、交易与承兑，记录在人人可验证的账本上。");
    info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
    return info;
  }

  static JsonNode securitySchemes() {
    ObjectNode schemes = object();
    schemes
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put(
            "description",
            "The token of a session that began without a browser, or an API key. A client "
                + "certificate registered for an account stands in its place.");
    schemes
        .putObject("cookie")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", "kedge_session")
        .put("description", "The session of a browser; changes need csrf as well.");
    schemes
        .putObject("csrf")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "X-CSRF-Token")
        .put("description", "Shows that a change is not another page's doing.");
    return schemes;
  }

  /// The problem details every failure is told with.
  static JsonNode problem() {
    ObjectNode problem = object();
    problem.put("type", "object");
    problem.put("description", "Why a request was turned away (RFC 9457).");
    problem.put("x-description-zh", "请求被拒绝的原因（RFC 9457）。");
    problem.set("required", texts(List.of("status", "title", "code")));
    ObjectNode members = problem.putObject("properties");
    text(members, "type", "A URI that names the kind of problem; about:blank.", "问题类型标识。");
    text(members, "title", "What happened, in the caller's language.", "发生了什么。");
    members
        .putObject("status")
        .put("type", "integer")
        .put("description", "The HTTP status.")
        .put("x-description-zh", "HTTP 状态码。");
    text(members, "detail", "What to do next, in the caller's language.", "下一步怎么做。");
    text(members, "instance", "The path that was asked for.", "请求路径。");
    text(members, "code", "The public code: concept.NAME, server.NAME.", "公开代码。");
    text(members, "cause", "What exactly, in English.", "具体原因（英文）。");
    text(members, "permission", "The permission that is missing.", "缺少的权限。");
    text(members, "trace", "Where the log has the cause of a failure.", "日志中的追踪号。");
    problem.put("additionalProperties", true);
    ObjectNode example = object();
    example.put("title", "Only the owner of the asset can do this").put("status", 422);
    example.put("code", "asset.NOT_THE_OWNER");
    problem.putArray("examples").add(example);
    return problem;
  }

  private static void text(ObjectNode members, String name, String en, String zh) {
    members
        .putObject(name)
        .put("type", "string")
        .put("description", en)
        .put("x-description-zh", zh);
  }

  /// A signed DSSE envelope, as a wallet sends it.
  static JsonNode envelope() {
    ObjectNode envelope = object();
    envelope.put("type", "object");
    envelope.set("required", texts(List.of("payloadType", "payload", "signatures")));
    ObjectNode members = envelope.putObject("properties");
    members
        .putObject("payloadType")
        .put("type", "string")
        .put("const", "application/vnd.kedge.command+json");
    members.putObject("payload").put("type", "string").put("contentEncoding", "base64");
    ObjectNode signatures = members.putObject("signatures");
    signatures.put("type", "array").put("minItems", 1).put("maxItems", 16);
    signatures.putObject("items").put("$ref", CommandSchemas.COMPONENTS + "EnvelopeSignature");
    envelope.put("additionalProperties", false);
    return envelope;
  }

  static JsonNode anyObject() {
    return object().put("type", "object").put("additionalProperties", true);
  }

  /// The failures that operations refer to.
  static JsonNode responses() {
    ObjectNode responses = object();
    response(responses, "Malformed", "The request has not the form asked for.", 400);
    response(responses, "NotSignedIn", "Nobody is signed in.", 401);
    response(responses, "NotAllowed", "The account may not do this.", 403);
    response(responses, "NotFound", "Nothing here, or nothing the account may see.", 404);
    response(responses, "Conflict", "Decided before, or a key used for something else.", 409);
    response(responses, "Refused", "The rules refuse it; `code` says which.", 422);
    response(responses, "Failure", "Any other failure.", 0);
    return responses;
  }

  private static void response(ObjectNode all, String name, String description, int status) {
    ObjectNode response = all.putObject(name).put("description", description);
    response
        .putObject("content")
        .putObject(PROBLEM_JSON)
        .putObject("schema")
        .put("$ref", CommandSchemas.COMPONENTS + "Problem");
    List<String> codes =
        Arrays.stream(ProblemCode.values())
            .filter(code -> code.status().value() == status)
            .map(ProblemCode::code)
            .toList();
    if (!codes.isEmpty()) {
      response.set("x-kedge-codes", texts(codes));
    }
  }

  /// Who may call it, in the words of OpenAPI.
  static void security(ObjectNode operation, String access) {
    ArrayNode security = operation.putArray("security");
    if (access.equals(Access.PUBLIC)) {
      security.addObject();
    }
    security.addObject().putArray("bearer");
    ObjectNode browser = security.addObject();
    browser.putArray("cookie");
    browser.putArray("csrf");
  }

  /// The failures of an operation beside its answers.
  static void failures(ObjectNode operation, String access, String path) {
    fail(operation, "400", "Malformed");
    if (!access.equals(Access.PUBLIC)) {
      fail(operation, "401", "NotSignedIn");
      fail(operation, "403", "NotAllowed");
    }
    if (path.contains("{")) {
      fail(operation, "404", "NotFound");
    }
    fail(operation, "default", "Failure");
  }

  /// The failures of an operation that the ledger decides.
  static void refused(ObjectNode operation) {
    ((ObjectNode) operation.get("responses")).remove("default");
    fail(operation, "409", "Conflict");
    fail(operation, "422", "Refused");
    fail(operation, "default", "Failure");
  }

  private static void fail(ObjectNode operation, String status, String name) {
    ((ObjectNode) operation.get("responses"))
        .putObject(status)
        .put("$ref", "#/components/responses/" + name);
  }
}
