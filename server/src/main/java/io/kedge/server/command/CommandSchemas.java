package io.kedge.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The forms of all commands of rule book 1, read from `command-schemas/*.json`: one file for each
/// concept and one of what they share (`types.json`).
///
/// In a file, `commands` holds the schema of each body and `schemas` those that bodies refer to.
/// The
/// extensions of JSON Schema in them:
///
/// - `x-title-zh`, `x-description-zh`, `x-enum-descriptions-zh`: the words in Chinese;
/// - `x-minimum`, `x-maximum`: the range of a whole number that is written as a text;
/// - `x-unique-by`: members (apart by a space) in which no two items agree;
/// - `x-ascending`: the items are in order;
/// - `x-kedge-decided`: limits of this schema that the decision checks and not the form.
public final class CommandSchemas {
  /// Where references of the schemas point.
  public static final String COMPONENTS = "#/components/schemas/";

  private static final List<String> FILES =
      List.of(
          "types",
          "party",
          "freeze",
          "catalogue",
          "attestation",
          "asset",
          "reduction",
          "note",
          "fee",
          "cash",
          "issue",
          "offering",
          "subscription",
          "redemption",
          "voucher",
          "liquidation",
          "order",
          "settlement",
          "gift");

  private final SortedMap<String, CommandSchema> commands = new TreeMap<>();
  private final SortedMap<String, JsonNode> components = new TreeMap<>();

  private final JsonNode refusals;

  private CommandSchemas(JsonNode refusals) {
    this.refusals = refusals;
  }

  /// The schemas of rule book 1.
  public static CommandSchemas version1() {
    var mapper = JsonMapper.shared();
    var schemas = new CommandSchemas(read(mapper, "/command-refusals.json"));
    for (String file : FILES) {
      schemas.add(file, read(mapper, "/command-schemas/" + file + ".json"));
    }
    for (CommandSchema command : schemas.commands.values()) {
      schemas.put(command.component(), command.body());
    }
    return schemas;
  }

  private static JsonNode read(JsonMapper mapper, String resource) {
    try (InputStream in = CommandSchemas.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return mapper.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String concept, JsonNode file) {
    file.path("schemas").properties().forEach(entry -> put(entry.getKey(), entry.getValue()));
    for (var entry : file.path("commands").properties()) {
      String type = entry.getKey();
      CommandSchema command = CommandSchema.read(concept, type, entry.getValue(), refusalsOf(type));
      if (commands.put(command.type(), command) != null) {
        throw new IllegalStateException("two schemas of " + command.type());
      }
    }
  }

  private List<String> refusalsOf(String type) {
    return refusals.required(type).valueStream().map(JsonNode::asString).toList();
  }

  /// The codes any command may be refused with before its contract decides.
  public List<String> refusalsOfAll() {
    return refusalsOf("*");
  }

  private void put(String name, JsonNode schema) {
    if (components.put(name, schema) != null) {
      throw new IllegalStateException("two schemas are called " + name);
    }
  }

  /// The concepts that have a file, in the order in which a reader meets them.
  public static List<String> concepts() {
    return FILES.subList(1, FILES.size());
  }

  /// The commands by type.
  public SortedMap<String, CommandSchema> commands() {
    return Collections.unmodifiableSortedMap(commands);
  }

  /// The command of a type.
  public Optional<CommandSchema> find(String type) {
    return Optional.ofNullable(commands.get(type));
  }

  /// Everything a reference can point to, the bodies included, by the name it has among the
  /// components of an OpenAPI document.
  public SortedMap<String, JsonNode> components() {
    return Collections.unmodifiableSortedMap(components);
  }

  /// The schema of one body as a document that stands alone: any validator of JSON Schema takes it.
  public JsonNode standalone(CommandSchema command) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("$ref", COMPONENTS + command.component());
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    for (String name : closure(command.component())) {
      schemas.set(name, component(name).deepCopy());
    }
    return document;
  }

  /// A schema by the name it has among the components.
  ///
  /// @throws IllegalArgumentException where there is none
  public JsonNode component(String name) {
    JsonNode schema = components.get(name);
    if (schema == null) {
      throw new IllegalArgumentException("no schema " + name);
    }
    return schema;
  }

  private SortedSet<String> closure(String name) {
    var names = new TreeSet<String>();
    collect(name, names);
    return names;
  }

  private void collect(String name, SortedSet<String> names) {
    if (names.add(name)) {
      for (JsonNode reference : component(name).findValues("$ref")) {
        collect(reference.asString().substring(COMPONENTS.length()), names);
      }
    }
  }
}
