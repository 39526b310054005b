package io.kedge.ledger.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the files in `vectors/` (see SOURCES.md there) and writes probes.
final class Vectors {
  private Vectors() {}

  /// The lines of a file.
  static List<String> lines(String file) {
    try (var in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rows of a CSV file, without its head.
  static List<String[]> rows(String file) {
    return lines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /// The judgement of a probe written as text.
  static String judge(ProbeKind kind, String probe) {
    return kind.judge(Bytes.utf8(probe)).line();
  }

  /// A probe of texts and of lists of texts, which are given as JSON.
  static String probe(Object... namesAndValues) {
    var probe = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      probe.append(i == 0 ? "{" : ",").append(json(namesAndValues[i])).append(':');
      probe.append(json(namesAndValues[i + 1]));
    }
    return probe.append('}').toString();
  }

  static String json(Object value) {
    return switch (value) {
      case Bytes bytes -> json(bytes.base64());
      case List<?> list -> "[" + String.join(",", list.stream().map(Vectors::json).toList()) + "]";
      case Number number -> number.toString();
      default -> '"' + escaped(value.toString()) + '"';
    };
  }

  private static String escaped(String text) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(
          c < ' ' || c == '"' || c == '\\' || c > '~' ? String.format("\\u%04x", (int) c) : c);
    }
    return out.toString();
  }

  /// The members of a probe: texts, whole numbers and lists of texts.
  static Map<String, Object> members(String probe) {
    var members = new TreeMap<String, Object>();
    try (var parser = new JsonFactory().createParser(probe)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          var items = new ArrayList<String>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(parser.getText());
          }
          members.put(name, items);
        } else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          members.put(name, parser.getBigIntegerValue());
        } else {
          members.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }
}
