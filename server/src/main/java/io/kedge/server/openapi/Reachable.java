package io.kedge.server.openapi;

import io.kedge.server.command.CommandSchemas;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Finds which schemas a document refers to, directly or through others.
final class Reachable {
  private final Map<String, JsonNode> schemas;
  private final SortedSet<String> names = new TreeSet<>();

  private Reachable(Map<String, JsonNode> schemas) {
    this.schemas = schemas;
  }

  /// The names, in order.
  ///
  /// @throws IllegalStateException where a reference leads nowhere
  static SortedSet<String> from(JsonNode document, Map<String, JsonNode> schemas) {
    var found = new Reachable(schemas);
    found.follow(document);
    return found.names;
  }

  private void follow(JsonNode part) {
    for (JsonNode reference : part.findValues("$ref")) {
      String target = reference.asString();
      if (target.startsWith(CommandSchemas.COMPONENTS)) {
        String name = target.substring(CommandSchemas.COMPONENTS.length());
        JsonNode schema = schemas.get(name);
        if (schema == null) {
          throw new IllegalStateException("a reference leads nowhere: " + target);
        }
        if (names.add(name)) {
          follow(schema);
        }
      }
    }
  }
}
