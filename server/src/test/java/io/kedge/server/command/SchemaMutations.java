package io.kedge.server.command;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes values that a schema does not admit out of one that it does: each with one thing wrong.
public final class SchemaMutations {
  /// A value with one thing wrong.
  ///
  /// @param where the path of the wrong part
  /// @param what what was done to it
  /// @param value the whole value
  /// @param standard whether a plain validator of JSON Schema sees it; the extensions say the rest
  public record Mutation(String where, String what, JsonNode value, boolean standard) {
    @Override
    public String toString() {
      return where + " " + what;
    }
  }

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> ODD_TEXTS =
      List.of("", "Not An Id!", " 1", "+1", "01", "1.0", "-", "*.*", "a".repeat(97), "茶");

  private final CommandSchemas schemas;
  private final List<Mutation> mutations = new ArrayList<>();

  private SchemaMutations(CommandSchemas schemas) {
    this.schemas = schemas;
  }

  /// Every mutation of a value that keeps its schema.
  public static List<Mutation> of(CommandSchemas schemas, JsonNode schema, JsonNode value) {
    var made = new SchemaMutations(schemas);
    made.walk("body", schema, value, UnaryOperator.identity());
    return made.mutations;
  }

  private void walk(String at, JsonNode reference, JsonNode value, UnaryOperator<JsonNode> whole) {
    JsonNode schema = SchemaInstances.resolve(schemas, reference);
    if (schema.has("oneOf")) {
      walk(at, variant(schema, value), value, whole);
      return;
    }
    add(at, "is null", whole.apply(JSON.nullNode()));
    JsonNode wrong = value.isString() ? JSON.numberNode(1) : JSON.stringNode("1");
    add(at, "has another type", whole.apply(wrong));
    if (value instanceof ObjectNode object) {
      object(at, schema, object, whole);
    } else if (value instanceof ArrayNode array) {
      array(at, schema, array, whole);
    } else if (value.isString()) {
      text(at, schema, value.asString(), whole);
    } else if (value.isNumber()) {
      JsonNode low = JSON.numberNode(schema.get("minimum").asLong() - 1);
      JsonNode high = JSON.numberNode(schema.get("maximum").asLong() + 1);
      add(at, "is too small", whole.apply(low));
      add(at, "is too large", whole.apply(high));
    }
  }

  private JsonNode variant(JsonNode schema, JsonNode value) {
    for (JsonNode option : schema.get("oneOf")) {
      JsonNode kind = SchemaInstances.resolve(schemas, option).at("/properties/kind/const");
      if (kind.equals(value.get("kind"))) {
        return option;
      }
    }
    throw new IllegalArgumentException("no variant for " + value);
  }

  private void object(String at, JsonNode schema, ObjectNode object, UnaryOperator<JsonNode> all) {
    for (JsonNode required : schema.path("required")) {
      String name = required.asString();
      add(at + "." + name, "is missing", all.apply(object.deepCopy().without(name)));
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.isBoolean()) {
      add(at, "has an unknown member", all.apply(object.deepCopy().put("unknown", "1")));
    } else {
      map(at, schema, object, all);
    }
    for (var member : object.properties()) {
      JsonNode inner = schema.path("properties").path(member.getKey());
      JsonNode use = inner.isMissingNode() ? others : inner;
      walk(
          at + "." + member.getKey(),
          use,
          member.getValue(),
          next -> all.apply(object.deepCopy().set(member.getKey(), next)));
    }
  }

  private void map(String at, JsonNode schema, ObjectNode object, UnaryOperator<JsonNode> all) {
    add(at, "has a wrong name", all.apply(object.deepCopy().put("Wrong Name", "1")));
    if (schema.has("minProperties")) {
      add(at, "is empty", all.apply(JSON.objectNode()));
    }
    if (schema.has("maxProperties")) {
      ObjectNode many = JSON.objectNode();
      for (int i = 0; i <= schema.get("maxProperties").asInt(); i++) {
        many.put("name" + i, "1");
      }
      add(at, "has too many members", all.apply(many));
    }
  }

  private void array(String at, JsonNode schema, ArrayNode array, UnaryOperator<JsonNode> all) {
    var instances = new SchemaInstances(schemas, new Random(1), false);
    List<String> decided =
        schema.path("x-kedge-decided").valueStream().map(JsonNode::asString).toList();
    int low = schema.path("minItems").asInt(0);
    if (low > 0 && !decided.contains("minItems")) {
      add(at, "has too few items", all.apply(instances.array(schema, low - 1)));
    }
    if (schema.has("maxItems") && !decided.contains("maxItems")) {
      int over = schema.get("maxItems").asInt() + 1;
      ArrayNode many = instances.array(schema, over);
      if (many.size() == over) {
        add(at, "has too many items", all.apply(many));
      }
    }
    if (array.isEmpty()) {
      return;
    }
    if (schema.has("uniqueItems") || schema.has("x-unique-by")) {
      ArrayNode twice = array.deepCopy().add(array.get(0));
      add(at, "has an item twice", all.apply(twice), schema.has("uniqueItems"));
    }
    if (schema.has("x-ascending") && array.size() > 1) {
      ArrayNode turned = JSON.arrayNode().add(array.get(array.size() - 1)).addAll(array);
      turned.remove(turned.size() - 1);
      add(at, "is out of order", all.apply(turned), false);
    }
    walk(
        at + "[0]",
        schema.get("items"),
        array.get(0),
        next -> {
          ArrayNode copy = array.deepCopy();
          copy.set(0, next);
          return all.apply(copy);
        });
  }

  private void text(String at, JsonNode schema, String value, UnaryOperator<JsonNode> all) {
    if (schema.has("contentSchema")) {
      byte[] bytes = Base64.getDecoder().decode(value);
      JsonNode document = JsonMapper.shared().readTree(new String(bytes, StandardCharsets.UTF_8));
      int before = mutations.size();
      walk(
          at + "#",
          schema.get("contentSchema"),
          document,
          next -> all.apply(JSON.stringNode(SchemaInstances.encoded(next))));
      mutations
          .subList(before, mutations.size())
          .replaceAll(m -> new Mutation(m.where(), m.what(), m.value(), false));
    }
    if (schema.has("const") || schema.has("enum")) {
      add(at, "is no constant", all.apply(JSON.stringNode("NO_CONSTANT")));
    }
    if (schema.has("pattern")) {
      var pattern = Pattern.compile(schema.get("pattern").asString());
      for (String odd : ODD_TEXTS) {
        if (!pattern.matcher(odd).find()) {
          add(at, "is \"" + odd + "\"", all.apply(JSON.stringNode(odd)));
        }
      }
      if (!pattern.matcher(value + " ").find()) {
        add(at, "has white space", all.apply(JSON.stringNode(value + " ")));
      }
    }
    if (schema.has("minLength")) {
      add(at, "is empty", all.apply(JSON.stringNode("")));
    }
    if (schema.has("maxLength")) {
      String over = "a".repeat(schema.get("maxLength").asInt() + 1);
      add(at, "is too long", all.apply(JSON.stringNode(over)));
    }
    if (schema.has("x-maximum")) {
      var low = new BigInteger(schema.get("x-minimum").asString()).subtract(BigInteger.ONE);
      var high = new BigInteger(schema.get("x-maximum").asString()).add(BigInteger.ONE);
      add(at, "is too small", all.apply(JSON.stringNode(low.toString())), false);
      add(at, "is too large", all.apply(JSON.stringNode(high.toString())), false);
    }
  }

  private void add(String at, String what, JsonNode value) {
    add(at, what, value, true);
  }

  private void add(String at, String what, JsonNode value, boolean standard) {
    mutations.add(new Mutation(at, what, value, standard));
  }
}
