package io.kedge.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the operations that are no commands are called, from `openapi/operations.json`: operation
/// id
/// to one sentence in English and one in Chinese.
final class OperationWords {
  private final SortedMap<String, Wording> words = new TreeMap<>();

  private OperationWords() {}

  /// @param en in English
  /// @param zh in Chinese
  record Wording(String en, String zh) {}

  static OperationWords load() {
    var loaded = new OperationWords();
    try (InputStream in = OperationWords.class.getResourceAsStream("/openapi/operations.json")) {
      if (in == null) {
        throw new IllegalStateException("no words for operations");
      }
      for (var entry : JsonMapper.shared().readTree(in).properties()) {
        JsonNode wording = entry.getValue();
        loaded.words.put(
            entry.getKey(),
            new Wording(wording.required("en").asString(), wording.required("zh").asString()));
      }
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The words for an operation; its id where nobody wrote any, which a test notices.
  Wording of(String operationId) {
    return words.getOrDefault(operationId, new Wording(operationId, operationId));
  }

  /// The ids that have words.
  java.util.Set<String> ids() {
    return words.keySet();
  }
}
