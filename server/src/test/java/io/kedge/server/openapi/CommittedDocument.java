package io.kedge.server.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document as it is committed, from which the clients are generated.
public final class CommittedDocument {
  /// Where it is.
  static final Path FILE = Path.of("src/main/openapi/openapi.json");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private CommittedDocument() {}

  /// One operation of the document.
  ///
  /// @param method in capital letters
  /// @param path with its variables in braces
  /// @param body what the document says of it
  public record Operation(String method, String path, JsonNode body) {
    /// Its id.
    public String id() {
      return body.path("operationId").asString("");
    }

    /// What it asks of its caller.
    public String access() {
      return body.path(OpenApiDocument.ACCESS).asString("");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /// The document.
  public static JsonNode read() {
    try {
      return MAPPER.readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As it is written.
  static String written(JsonNode document) {
    return MAPPER.writeValueAsString(document).replace("\r\n", "\n") + "\n";
  }

  /// Its operations, in their order.
  public static List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : read().path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(
            new Operation(
                method.getKey().toUpperCase(java.util.Locale.ROOT),
                path.getKey(),
                method.getValue()));
      }
    }
    return operations;
  }
}
