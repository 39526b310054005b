package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What every operation of the document has to keep.
class OpenApiLintTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final Pattern SEGMENT =
      Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*|\\{[a-zA-Z]+}|[a-z-]+\\.[a-zA-Z]+");
  private final JsonNode document = CommittedDocument.read();
  private final List<CommittedDocument.Operation> operations = CommittedDocument.operations();

  @Test
  void everyOperationHasAnIdOfItsOwnAndWordsInTwoLanguages() {
    var ids = new HashSet<String>();
    var wrong = new ArrayList<String>();
    for (var operation : operations) {
      String id = operation.id();
      String summary = operation.body().path("summary").asString("");
      boolean named = id.matches("[a-z][a-zA-Z0-9]*") && ids.add(id);
      boolean told = !summary.isBlank() && !summary.equals(id);
      boolean zh = operation.body().path("x-summary-zh").asString("").matches("(?s).*[一-鿿].*");
      if (!named || !told || !zh) {
        wrong.add(operation + " " + id);
      }
    }
    assertThat(wrong).as("words stand in openapi/operations.json").isEmpty();
  }

  @Test
  void everyOperationSaysWhoMayCallIt() {
    assertThat(operations)
        .allSatisfy(
            operation -> {
              assertThat(operation.access()).as("%s", operation).isNotBlank();
              assertThat(operation.body().path("security")).as("%s", operation).isNotEmpty();
              assertThat(operation.body().path("tags")).as("%s", operation).hasSize(1);
            });
  }

  @Test
  void pathsAreLowerCaseUnderOneVersionAndTheirVariablesAreDescribed() {
    for (var operation : operations) {
      assertThat(operation.path()).startsWith("/api/v1/");
      for (String segment : operation.path().substring(1).split("/")) {
        assertThat(SEGMENT.matcher(segment).matches()).as("%s", operation).isTrue();
      }
      var named = new TreeSet<String>();
      VARIABLE.matcher(operation.path()).results().forEach(found -> named.add(found.group(1)));
      var described = new TreeSet<String>();
      for (JsonNode parameter : operation.body().path("parameters")) {
        if (parameter.path("in").asString().equals("path")) {
          described.add(parameter.path("name").asString());
          assertThat(parameter.path("required").asBoolean()).as("%s", operation).isTrue();
        }
      }
      assertThat(described).as("%s", operation).isEqualTo(named);
    }
  }

  @Test
  void everyOperationAnswersWellAndFailsAsAProblem() {
    for (var operation : operations) {
      JsonNode responses = operation.body().path("responses");
      var statuses = new TreeSet<String>();
      responses.properties().forEach(entry -> statuses.add(entry.getKey()));
      assertThat(statuses).as("%s", operation).anyMatch(status -> status.startsWith("2"));
      assertThat(statuses).as("%s", operation).contains("400", "default");
      for (String status : statuses) {
        if (status.startsWith("4") || status.equals("default")) {
          assertThat(resolve(responses.get(status)).path("content").has("application/problem+json"))
              .as("%s %s", operation, status)
              .isTrue();
        }
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndEverySchemaIsReferredTo() {
    var used = new TreeSet<String>();
    document.findValues("$ref").forEach(reference -> used.add(reference.asString()));
    for (String reference : used) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    for (String kind : List.of("schemas")) {
      for (var entry : document.path("components").path(kind).properties()) {
        assertThat(used).contains("#/components/" + kind + "/" + entry.getKey());
      }
    }
  }

  @Test
  void readsHaveNoBodyAndChangesTakeJsonOrFiles() {
    for (var operation : operations) {
      JsonNode content = operation.body().path("requestBody").path("content");
      if (List.of("GET", "DELETE").contains(operation.method())) {
        assertThat(operation.body().has("requestBody")).as("%s", operation).isFalse();
      }
      for (var kind : content.properties()) {
        assertThat(kind.getKey())
            .as("%s", operation)
            .isIn(
                "application/json",
                "multipart/form-data",
                "application/octet-stream",
                "application/xml",
                "text/plain");
        assertThat(kind.getValue().has("schema")).as("%s", operation).isTrue();
      }
    }
  }

  @Test
  void noNumberIsAFloat() {
    for (JsonNode type : document.findValues("type")) {
      assertThat(type.asString("")).isNotEqualTo("number");
    }
  }

  private JsonNode resolve(JsonNode part) {
    return part.has("$ref") ? document.at(part.get("$ref").asString().substring(1)) : part;
  }
}
