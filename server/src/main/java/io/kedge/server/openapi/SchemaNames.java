package io.kedge.server.openapi;

import io.kedge.server.command.CommandSchemas;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives the schemas of Java types short names, and says of records which members are always there.
///
/// springdoc calls them by their full names, since two controllers may have a record `Row` each.
/// Where a short name is taken, the type around it stands before it.
final class SchemaNames {
  /// How springdoc writes a page of something: the two names without anything between them.
  private static final String PAGE_OF = "io.kedge.server.reading.Rows";

  private final Map<String, JsonNode> generated = new HashMap<>();
  private final Map<String, String> shorter = new HashMap<>();

  SchemaNames(JsonNode generated, Collection<String> taken) {
    generated.properties().forEach(entry -> this.generated.put(entry.getKey(), entry.getValue()));
    var used = new HashSet<>(taken);
    Map<String, Integer> count = new HashMap<>();
    for (String full : this.generated.keySet()) {
      count.merge(last(full, 1), 1, Integer::sum);
    }
    for (String full : this.generated.keySet().stream().sorted().toList()) {
      String name = last(full, 1);
      boolean alone = count.getOrDefault(name, 0) == 1 && !used.contains(name);
      shorter.put(full, alone ? name : last(full, 2));
    }
  }

  /// The last parts of a full name, together: `…ReceiptController.Row` is `Row` or `ReceiptRow`.
  private static String last(String full, int parts) {
    int page = full.indexOf(PAGE_OF);
    if (page >= 0) {
      return last(full.substring(page + PAGE_OF.length()), parts) + "Rows";
    }
    String[] all = full.split("[.$]");
    var name = new StringBuilder();
    for (int i = Math.max(0, all.length - parts); i < all.length; i++) {
      String part = all[i].replaceFirst("Controller$", "");
      name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return name.toString();
  }

  /// Renames every reference of a document, and adds the schemas under their short names.
  void rename(ObjectNode document, Map<String, JsonNode> schemas) {
    rename(document);
    for (var entry : generated.entrySet()) {
      JsonNode schema = entry.getValue().deepCopy();
      type(entry.getKey())
          .filter(Class::isRecord)
          .ifPresent(type -> members(type, (ObjectNode) schema));
      rename(schema);
      schemas.put(shorter.getOrDefault(entry.getKey(), entry.getKey()), schema);
    }
  }

  private void rename(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("$ref").isString()) {
      String target = object.get("$ref").asString();
      String full = target.substring(target.lastIndexOf('/') + 1);
      if (shorter.containsKey(full)) {
        object.put("$ref", CommandSchemas.COMPONENTS + shorter.get(full));
      }
    }
    node.forEach(this::rename);
  }

  /// The class of a full name, nested ones written with a dot or a dollar sign.
  private static Optional<Class<?>> type(String full) {
    String name = full;
    while (true) {
      try {
        return Optional.of(Class.forName(name, false, SchemaNames.class.getClassLoader()));
      } catch (ClassNotFoundException e) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
          return Optional.empty();
        }
        name = name.substring(0, dot) + "$" + name.substring(dot + 1);
      }
    }
  }

  /// Every member of a record is there; an empty Optional is null.
  private static void members(Class<?> type, ObjectNode schema) {
    ArrayNode required = JsonMapper.shared().createArrayNode();
    JsonNode properties = schema.path("properties");
    for (RecordComponent component : type.getRecordComponents()) {
      if (properties.get(component.getName()) instanceof ObjectNode member) {
        if (absent(component)) {
          nullable((ObjectNode) properties, component.getName(), member);
        } else {
          required.add(component.getName());
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
  }

  private static boolean absent(RecordComponent component) {
    return component.getType() == Optional.class
        || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static void nullable(ObjectNode properties, String name, ObjectNode member) {
    if (member.path("type").isString()) {
      String type = member.get("type").asString();
      member.set("type", Frame.texts(List.of(type, "null")));
      if (member.get("enum") instanceof ArrayNode names) {
        names.addNull();
      }
    } else if (member.has("$ref")) {
      ObjectNode either = JsonMapper.shared().createObjectNode();
      ArrayNode anyOf = either.putArray("anyOf");
      anyOf.add(member);
      anyOf.addObject().put("type", "null");
      properties.set(name, either);
    }
  }

  /// The short names that were given.
  Set<String> names() {
    return Set.copyOf(shorter.values());
  }
}
