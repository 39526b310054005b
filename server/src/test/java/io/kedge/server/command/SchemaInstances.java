package io.kedge.server.command;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes values that a schema admits, from a seed.
///
/// A few rules are beyond JSON Schema; where a value has to keep one to be well formed, it is kept
/// here: the binding language of a text, sound keys, sessions in order, rights within 64 bits.
public final class SchemaInstances {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ITEMS_MAX = 3;

  /// The first key of RFC 8032 section 7.1 and the base points of P-256 and SM2.
  private static final List<List<String>> SOUND_KEYS =
      List.of(
          List.of("ED25519", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
          List.of(
              "P256",
              "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
                  + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                  + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
          List.of(
              "SM2",
              "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
                  + "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
                  + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"));

  private final CommandSchemas schemas;
  private final Random random;
  private final boolean full;

  /// A maker of values.
  ///
  /// @param full whether optional members are all there; otherwise some of them
  public SchemaInstances(CommandSchemas schemas, Random random, boolean full) {
    this.schemas = schemas;
    this.random = random;
    this.full = full;
  }

  /// The schema itself, where it is a reference what it refers to.
  static JsonNode resolve(CommandSchemas schemas, JsonNode schema) {
    return schema.has("$ref")
        ? schemas.component(
            schema.get("$ref").asString().substring(CommandSchemas.COMPONENTS.length()))
        : schema;
  }

  /// A value of a schema.
  public JsonNode of(JsonNode reference) {
    JsonNode schema = resolve(schemas, reference);
    JsonNode value = value(schema);
    return value instanceof ObjectNode object ? wellFormed(object, schema) : value;
  }

  private JsonNode value(JsonNode schema) {
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    if (schema.has("oneOf")) {
      return of(schema.get("oneOf").get(random.nextInt(schema.get("oneOf").size())));
    }
    return switch (schema.get("type").asString()) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "integer" ->
          JSON.numberNode(number(schema.get("minimum").asLong(), schema.get("maximum").asLong()));
      case "string" -> JSON.stringNode(text(schema));
      default -> throw new IllegalArgumentException("type of " + schema);
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JSON.objectNode();
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    for (var member : schema.path("properties").properties()) {
      if (required.contains(member.getKey()) || full || random.nextBoolean()) {
        object.set(member.getKey(), of(member.getValue()));
      }
    }
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject()) {
      object.set("en", of(others));
      object.set("zh-CN", of(others));
    }
    return object;
  }

  private ObjectNode wellFormed(ObjectNode object, JsonNode schema) {
    JsonNode properties = schema.path("properties");
    if (properties.has("binding")) {
      object.put("binding", random.nextBoolean() ? "en" : "zh-CN");
    } else if (schema.path("propertyNames").has("pattern")) {
      object.remove("zh-CN");
    }
    if (properties.has("publicKey")) {
      List<String> key = SOUND_KEYS.get(random.nextInt(SOUND_KEYS.size()));
      byte[] bytes = HexFormat.of().parseHex(key.get(1));
      object.put("algorithm", key.get(0));
      object.put("publicKey", Base64.getEncoder().encodeToString(bytes));
    }
    if (properties.has("countPerUnit")) {
      object.put("countPerUnit", Long.toString(number(1, 1_000)));
    }
    if (properties.has("rights")) {
      object.put("quantity", Long.toString(number(1, 1_000_000_000_000L)));
    }
    if (properties.has("dailyCutOff")) {
      object.set("sessions", sessions());
    }
    if (object.path("parallel").asBoolean(false)) {
      object.set("closes", of(properties.get("closes")));
    }
    return object;
  }

  private ArrayNode sessions() {
    var minutes = new TreeSet<Integer>();
    int count = 2 * (1 + random.nextInt(16));
    while (minutes.size() < count) {
      minutes.add(random.nextInt(1_440));
    }
    ArrayNode sessions = JSON.arrayNode();
    while (!minutes.isEmpty()) {
      sessions.addObject().put("from", minutes.pollFirst()).put("to", minutes.pollFirst());
    }
    return sessions;
  }

  private ArrayNode array(JsonNode schema) {
    int low = schema.path("minItems").asInt(0);
    int high = Math.min(schema.path("maxItems").asInt(low + ITEMS_MAX), low + ITEMS_MAX);
    return array(schema, full ? Math.max(1, high) : low + random.nextInt(high - low + 1));
  }

  /// A list of so many items that keep its rules, or of as many as there are different ones.
  ArrayNode array(JsonNode schema, int count) {
    var items = new ArrayList<JsonNode>();
    for (int i = 0; items.size() < count && i < 100 + 20 * count; i++) {
      JsonNode item = of(schema.get("items"));
      if (items.stream().noneMatch(other -> same(schema, other, item))) {
        items.add(item);
      }
    }
    if (schema.has("x-ascending")) {
      JsonNode names = resolve(schemas, schema.get("items")).path("enum");
      items.sort(Comparator.comparing(item -> rank(names, item)));
    }
    return JSON.arrayNode().addAll(items);
  }

  private static String rank(JsonNode names, JsonNode item) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(item)) {
        return "%03d".formatted(i);
      }
    }
    return item.asString("");
  }

  private static boolean same(JsonNode schema, JsonNode one, JsonNode other) {
    if (!schema.has("x-unique-by")) {
      return schema.has("uniqueItems") && one.equals(other);
    }
    for (String member : schema.get("x-unique-by").asString().split(" ")) {
      if (!one.get(member).equals(other.get(member))) {
        return false;
      }
    }
    return true;
  }

  private String text(JsonNode schema) {
    if (schema.has("contentSchema")) {
      return encoded(of(schema.get("contentSchema")));
    }
    if (schema.has("x-maximum")) {
      return decimal(schema);
    }
    if ("date".equals(schema.path("format").asString(""))) {
      return "%d-%02d-%02d"
          .formatted(1970 + random.nextInt(8030), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }
    if (schema.has("pattern")) {
      String made = PatternText.of(schema.get("pattern").asString(), random);
      return made.length() < schema.path("minLength").asInt(0) ? "AQ==" : made;
    }
    int length = random.nextInt(4) == 0 ? schema.get("maxLength").asInt() : 1 + random.nextInt(20);
    return "茶a-é 1".repeat(length).substring(0, length);
  }

  /// A document as an envelope carries it.
  static String encoded(JsonNode document) {
    byte[] bytes =
        JsonMapper.shared().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String decimal(JsonNode schema) {
    var low = new BigInteger(schema.get("x-minimum").asString());
    var high = new BigInteger(schema.get("x-maximum").asString());
    return switch (random.nextInt(4)) {
      case 0 -> low.toString();
      case 1 -> high.toString();
      default ->
          low.add(new BigInteger(62, random).mod(high.subtract(low).add(BigInteger.ONE)))
              .toString();
    };
  }

  private long number(long low, long high) {
    return switch (random.nextInt(4)) {
      case 0 -> low;
      case 1 -> high;
      default -> random.nextLong(low, high + 1);
    };
  }
}
