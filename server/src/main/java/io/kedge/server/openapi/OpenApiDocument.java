package io.kedge.server.openapi;

import io.kedge.server.command.CommandSchema;
import io.kedge.server.command.CommandSchemas;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Finishes the document that springdoc makes of the controllers: one operation for each type of
/// command, problems, security schemes, words in two languages, an order that does not change.
public final class OpenApiDocument {
  /// What an operation asks of its caller, as in [io.kedge.server.access.Access].
  static final String ACCESS = "x-kedge-access";

  private static final String SUMMARY_ZH = "x-summary-zh";
  private static final String COMMAND_PATH = "/api/v1/commands/{type}";
  private static final String CALLER = "io.kedge.server.access.Caller";

  private final CommandSchemas commands;
  private final OperationWords words;

  OpenApiDocument(CommandSchemas commands, OperationWords words) {
    this.commands = commands;
    this.words = words;
  }

  /// The finished document.
  ///
  /// @param generated what springdoc made
  JsonNode of(JsonNode generated) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("openapi", "3.1.0");
    document.set("info", Frame.info());
    document.set("x-kedge-refusals-of-all-commands", Frame.texts(commands.refusalsOfAll()));
    document.putArray("servers").addObject().put("url", "/");
    ArrayNode tags = document.putArray("tags");
    ObjectNode paths = document.putObject("paths");
    operations(generated).forEach(paths::set);
    ObjectNode components = document.putObject("components");
    components.set("responses", Frame.responses());
    components.set("securitySchemes", Frame.securitySchemes());
    ObjectNode schemas = components.putObject("schemas");
    var all = new TreeMap<String, JsonNode>(commands.components());
    all.put("Problem", Frame.problem());
    new SchemaNames(generated.at("/components/schemas"), all.keySet()).rename(document, all);
    Reachable.from(document, all).forEach(name -> schemas.set(name, all.get(name)));
    tags(paths).forEach(name -> tags.addObject().put("name", name));
    return document;
  }

  private SortedMap<String, JsonNode> operations(JsonNode generated) {
    var paths = new TreeMap<String, JsonNode>();
    for (var path : generated.path("paths").properties()) {
      ObjectNode item = JsonMapper.shared().createObjectNode();
      for (var method : path.getValue().properties()) {
        ObjectNode operation = (ObjectNode) method.getValue().deepCopy();
        finish(path.getKey(), operation);
        item.set(method.getKey(), operation);
      }
      if (path.getKey().equals(COMMAND_PATH)) {
        commands
            .commands()
            .values()
            .forEach(
                command ->
                    paths.put(
                        path.getKey().replace("{type}", command.type()),
                        ofCommand(command, (ObjectNode) item.path("post"))));
      } else {
        paths.put(path.getKey(), item);
      }
    }
    return paths;
  }

  private void finish(String path, ObjectNode operation) {
    OperationWords.Wording wording = words.of(operation.path("operationId").asString());
    operation.put("summary", wording.en()).put(SUMMARY_ZH, wording.zh());
    parameters(operation);
    boolean commandType = path.startsWith(COMMAND_PATH);
    if (commandType || path.equals("/api/v1/envelopes")) {
      JsonNode form = path.equals("/api/v1/envelopes") ? Frame.envelope() : Frame.anyObject();
      ((ObjectNode) operation.at("/requestBody/content/application~1json")).set("schema", form);
    }
    for (JsonNode parameter : operation.path("parameters")) {
      if (commandType && parameter.path("name").asString().equals("type")) {
        ArrayNode types = ((ObjectNode) parameter.get("schema")).putArray("enum");
        commands.commands().keySet().forEach(types::add);
      }
    }
    String access = operation.path(ACCESS).asString("");
    Frame.security(operation, access);
    Frame.failures(operation, access, path);
  }

  /// What a controller gets from the request as a whole is no parameter of the operation.
  private static void parameters(ObjectNode operation) {
    ArrayNode kept = JsonMapper.shared().createArrayNode();
    for (JsonNode parameter : operation.path("parameters")) {
      if (!parameter.at("/schema/$ref").asString("").endsWith(CALLER)) {
        kept.add(parameter);
      }
    }
    operation.remove("parameters");
    if (!kept.isEmpty()) {
      operation.set("parameters", kept);
    }
  }

  private JsonNode ofCommand(CommandSchema command, ObjectNode generic) {
    ObjectNode operation = generic.deepCopy();
    String component = command.component();
    String id = Character.toLowerCase(component.charAt(0)) + component.substring(1);
    operation.put("operationId", id);
    operation.put("summary", command.title()).put(SUMMARY_ZH, command.titleZh());
    operation.put("description", command.description());
    operation.put("x-description-zh", command.descriptionZh());
    operation.putArray("tags").add(command.concept());
    operation.put("x-kedge-command", command.type());
    operation.set("x-kedge-senders", command.body().get("x-kedge-senders"));
    operation.put("x-kedge-moves-value", command.movesValue());
    operation.set("x-kedge-refusals", Frame.texts(command.refusals()));
    ArrayNode others = JsonMapper.shared().createArrayNode();
    for (JsonNode parameter : operation.path("parameters")) {
      if (!parameter.path("name").asString().equals("type")) {
        others.add(parameter);
      }
    }
    operation.set("parameters", others);
    ObjectNode content = (ObjectNode) operation.at("/requestBody/content/application~1json");
    content.removeAll();
    content.putObject("schema").put("$ref", CommandSchemas.COMPONENTS + component);
    ObjectNode examples = content.putObject("examples");
    int number = 1;
    for (JsonNode example : command.body().path("examples")) {
      examples.putObject("example" + number++).set("value", example);
    }
    Frame.refused(operation);
    ObjectNode item = JsonMapper.shared().createObjectNode();
    item.set("post", operation);
    return item;
  }

  private static TreeSet<String> tags(ObjectNode paths) {
    var names = new TreeSet<String>();
    for (JsonNode item : paths) {
      for (JsonNode operation : item) {
        operation.path("tags").forEach(tag -> names.add(tag.asString()));
      }
    }
    return names;
  }
}
