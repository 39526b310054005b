package io.kedge.ledger.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The JSON Canonicalization Scheme (RFC 8785): members sorted by their UTF-16 code units, no white
/// space, numbers as ECMAScript writes them. What is not I-JSON (RFC 7493) is refused: a repeated
/// member, half a surrogate pair, a number beyond the range of a double.
final class CanonicalJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(ProbeKind.SIZE_MAX)
                  .maxNameLength(ProbeKind.SIZE_MAX)
                  .maxNumberLength(1 << 16)
                  .build())
          .build();

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /// A value on its way to its canonical form.
  private sealed interface Value {
    /// A literal or a number, in canonical form already.
    record Literal(String text) implements Value {}

    record Text(String text) implements Value {}

    record Items(List<Value> items) implements Value {}

    /// Sorted as strings compare: by their UTF-16 code units.
    record Members(SortedMap<String, Value> members) implements Value {}
  }

  private CanonicalJson() {}

  /// The canonical form of a JSON text.
  ///
  /// @throws ProbeException rejected, where it is not I-JSON
  static String of(String json) throws ProbeException {
    if (!json.isEmpty() && json.charAt(0) == BYTE_ORDER_MARK) {
      throw ProbeException.rejected(RejectReason.INPUT_NOT_JSON);
    }
    var out = new StringBuilder(json.length());
    try (JsonParser parser = FACTORY.createParser(json)) {
      Value value = read(parser, next(parser));
      if (parser.nextToken() != null) {
        throw ProbeException.rejected(RejectReason.INPUT_NOT_JSON);
      }
      write(value, out);
    } catch (IOException e) {
      throw ProbeException.rejected(RejectReason.INPUT_NOT_JSON);
    }
    return out.toString();
  }

  private static JsonToken next(JsonParser parser) throws IOException, ProbeException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw ProbeException.rejected(RejectReason.INPUT_NOT_JSON);
    }
    return token;
  }

  private static Value read(JsonParser parser, JsonToken token) throws IOException, ProbeException {
    return switch (token) {
      case START_OBJECT -> {
        var members = new TreeMap<String, Value>();
        for (JsonToken t = next(parser); t != JsonToken.END_OBJECT; t = next(parser)) {
          String name = paired(parser.currentName());
          if (members.put(name, read(parser, next(parser))) != null) {
            throw ProbeException.rejected(RejectReason.INPUT_MEMBER_REPEATED);
          }
        }
        yield new Value.Members(members);
      }
      case START_ARRAY -> {
        var items = new ArrayList<Value>();
        for (JsonToken t = next(parser); t != JsonToken.END_ARRAY; t = next(parser)) {
          items.add(read(parser, t));
        }
        yield new Value.Items(items);
      }
      case VALUE_STRING -> new Value.Text(paired(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Literal(number(parser.getText()));
      case VALUE_TRUE -> new Value.Literal("true");
      case VALUE_FALSE -> new Value.Literal("false");
      case VALUE_NULL -> new Value.Literal("null");
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw ProbeException.rejected(RejectReason.INPUT_NOT_JSON);
    };
  }

  private static String number(String written) throws ProbeException {
    double value = Double.parseDouble(written);
    if (Double.isInfinite(value)) {
      throw ProbeException.rejected(RejectReason.INPUT_NUMBER_TOO_LARGE);
    }
    return EcmaNumber.text(value);
  }

  private static String paired(String text) throws ProbeException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw ProbeException.rejected(RejectReason.INPUT_NOT_UTF8);
        }
        i++;
      }
    }
    return text;
  }

  private static void write(Value value, StringBuilder out) {
    switch (value) {
      case Value.Literal(var text) -> out.append(text);
      case Value.Text(var text) -> string(text, out);
      case Value.Items(var items) -> {
        char before = '[';
        for (Value item : items) {
          out.append(before);
          write(item, out);
          before = ',';
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Value.Members(var members) -> {
        char before = '{';
        for (var member : members.entrySet()) {
          out.append(before);
          string(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(c >> 4).append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
