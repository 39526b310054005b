package io.kedge.ledger.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The members of one probe, read strictly.
final class Probe {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(ProbeKind.SIZE_MAX)
                  .maxNameLength(1 << 10)
                  .maxNumberLength(1 << 16)
                  .build())
          .build();

  /// A value as far as a probe needs it.
  private sealed interface Value {
    record Text(String text) implements Value {}

    /// A whole number, as it is written.
    record Whole(String digits) implements Value {}

    record Fraction() implements Value {}

    record Items(List<Value> items) implements Value {}

    record Null() implements Value {}

    /// A truth value, an object or a list in a list, which no member is.
    record Other() implements Value {}
  }

  /// No list of a probe is longer than a path of 63 hashes, or the keys and roots somebody trusts.
  private static final int ITEMS_MAX = 100_000;

  /// No kind has so many members: not all of them are known.
  private static final int MEMBERS_MAX = 64;

  private final Map<String, Value> members;

  private Probe(Map<String, Value> members) {
    this.members = members;
  }

  static Probe read(Bytes utf8, ProbeKind kind) throws ProbeException {
    if (utf8.size() > ProbeKind.SIZE_MAX) {
      throw ProbeException.malformed(ProbeFault.TOO_LARGE, "");
    }
    String json =
        Utf8.decode(utf8).orElseThrow(() -> ProbeException.malformed(ProbeFault.NOT_UTF8, ""));
    if (json.isBlank()) {
      throw ProbeException.malformed(ProbeFault.EMPTY, "");
    }
    Map<String, Value> members = members(json);
    for (String name : members.keySet()) {
      if (!kind.members().contains(name) && !ProbeKind.REMARKS.contains(name)) {
        throw ProbeException.malformed(ProbeFault.MEMBER_UNKNOWN, printable(name));
      }
    }
    for (String name : kind.members()) {
      if (!members.containsKey(name)) {
        throw ProbeException.malformed(ProbeFault.MEMBER_MISSING, name);
      }
    }
    return new Probe(members);
  }

  private static Map<String, Value> members(String json) throws ProbeException {
    var members = new HashMap<String, Value>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      JsonToken first = parser.nextToken();
      boolean object = first == JsonToken.START_OBJECT;
      while (object && next(parser) != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (members.size() > MEMBERS_MAX) {
          throw ProbeException.malformed(ProbeFault.MEMBER_UNKNOWN, printable(name));
        }
        if (members.put(name, value(parser, name)) != null) {
          throw ProbeException.malformed(ProbeFault.MEMBER_REPEATED, printable(name));
        }
      }
      if (!object) {
        parser.skipChildren();
      }
      if (first == null || parser.nextToken() != null) {
        throw ProbeException.malformed(ProbeFault.NOT_JSON, "");
      }
      if (!object) {
        throw ProbeException.malformed(ProbeFault.NOT_AN_OBJECT, "");
      }
    } catch (IOException e) {
      throw ProbeException.malformed(ProbeFault.NOT_JSON, "");
    }
    return members;
  }

  /// The value of a member. What nobody reads is skipped, however large it is.
  private static Value value(JsonParser parser, String name) throws IOException, ProbeException {
    JsonToken token = next(parser);
    if (ProbeKind.REMARKS.contains(name)) {
      parser.skipChildren();
      return new Value.Null();
    }
    return value(parser, token);
  }

  private static Value value(JsonParser parser, JsonToken token)
      throws IOException, ProbeException {
    return switch (token) {
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT -> new Value.Whole(parser.getText());
      case VALUE_NUMBER_FLOAT -> new Value.Fraction();
      case VALUE_NULL -> new Value.Null();
      case START_ARRAY -> {
        var items = new ArrayList<Value>();
        for (JsonToken t = next(parser); t != JsonToken.END_ARRAY; t = next(parser)) {
          if (items.size() == ITEMS_MAX) {
            throw ProbeException.malformed(ProbeFault.TOO_LARGE, "");
          }
          items.add(t == JsonToken.START_ARRAY ? skipped(parser) : value(parser, t));
        }
        yield new Value.Items(items);
      }
      case START_OBJECT -> skipped(parser);
      case VALUE_TRUE, VALUE_FALSE -> new Value.Other();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw ProbeException.malformed(ProbeFault.NOT_JSON, "");
    };
  }

  private static Value skipped(JsonParser parser) throws IOException {
    parser.skipChildren();
    return new Value.Other();
  }

  private static JsonToken next(JsonParser parser) throws IOException, ProbeException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw ProbeException.malformed(ProbeFault.NOT_JSON, "");
    }
    return token;
  }

  /// A name for the answer: it may hold anything, line feeds too.
  private static String printable(String name) {
    String clean = name.replaceAll("[^!-~]", "?");
    return clean.length() > 64 ? clean.substring(0, 64) : clean;
  }

  /// A text member.
  String text(String name) throws ProbeException {
    if (members.get(name) instanceof Value.Text(String text)) {
      return text;
    }
    throw ProbeException.malformed(ProbeFault.MEMBER_TYPE, name);
  }

  /// Bytes, written in base64.
  Bytes bytes(String name) throws ProbeException {
    return base64(name, text(name));
  }

  /// The bytes of a text format: in base64, or, where the member has a line feed, which base64
  /// never has and every such text does, the text itself.
  ///
  /// @param notUtf8 the reason to reject half a surrogate pair, which has no bytes
  Bytes lines(String name, Enum<?> notUtf8) throws ProbeException {
    String text = text(name);
    return text.indexOf('\n') < 0
        ? base64(name, text)
        : Utf8.encode(text).orElseThrow(() -> ProbeException.rejected(notUtf8));
  }

  /// A list of texts.
  List<String> texts(String name) throws ProbeException {
    if (!(members.get(name) instanceof Value.Items(List<Value> items))) {
      throw ProbeException.malformed(ProbeFault.MEMBER_TYPE, name);
    }
    var texts = new ArrayList<String>(items.size());
    for (Value item : items) {
      if (!(item instanceof Value.Text(String text))) {
        throw ProbeException.malformed(ProbeFault.MEMBER_TYPE, name);
      }
      texts.add(text);
    }
    return texts;
  }

  /// A list of bytes.
  List<Bytes> bytesList(String name) throws ProbeException {
    var list = new ArrayList<Bytes>();
    for (String text : texts(name)) {
      list.add(base64(name, text));
    }
    return list;
  }

  /// A list of bytes that may also be null, as Go writes a list without items.
  List<Bytes> bytesListOrNull(String name) throws ProbeException {
    return members.get(name) instanceof Value.Null ? List.of() : bytesList(name);
  }

  /// A whole number from 0, as a JSON number or as decimal digits in a text; empty above 2^63 − 1.
  OptionalLong number(String name) throws ProbeException {
    String digits =
        switch (members.get(name)) {
          case Value.Whole(String written) -> written;
          case Value.Text(String written) -> written;
          case Value.Fraction() -> throw ProbeException.malformed(ProbeFault.NUMBER_FORM, name);
          case null, default -> throw ProbeException.malformed(ProbeFault.MEMBER_TYPE, name);
        };
    boolean negative = digits.startsWith("-");
    String positive = negative ? digits.substring(1) : digits;
    boolean inForm =
        !positive.isEmpty()
            && positive.chars().allMatch(c -> c >= '0' && c <= '9')
            && (positive.length() == 1 || positive.charAt(0) != '0');
    if (!inForm) {
      throw ProbeException.malformed(ProbeFault.NUMBER_FORM, name);
    }
    if (negative) {
      throw ProbeException.malformed(ProbeFault.NUMBER_NEGATIVE, name);
    }
    try {
      return OptionalLong.of(Long.parseLong(positive));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static Bytes base64(String name, String text) throws ProbeException {
    try {
      return Bytes.fromBase64(text);
    } catch (IllegalArgumentException e) {
      throw ProbeException.malformed(ProbeFault.NOT_BASE64, name);
    }
  }
}
