package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.party.Role;
import io.kedge.server.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is sent, the server answers: what it takes, or a problem with a code; never a failure
/// of
/// its own.
class OpenApiFuzzProperties {
  private static final JsonNode DOCUMENT = CommittedDocument.read();

  /// Streams do not end by themselves.
  private static final List<CommittedDocument.Operation> OPERATIONS =
      CommittedDocument.operations().stream()
          .filter(operation -> !operation.body().toString().contains("text/event-stream"))
          .toList();

  private static final Set<String> PERMISSIONS =
      OPERATIONS.stream()
          .map(CommittedDocument.Operation::access)
          .filter(access -> access.contains(":"))
          .collect(Collectors.toCollection(TreeSet::new));

  @Property(tries = 300, seed = "20260105", shrinking = ShrinkingMode.OFF)
  void whateverIsSentIsAnsweredWithoutFailing(@ForAll long seed) {
    int index = Math.floorMod(Long.hashCode(seed), OPERATIONS.size());
    var operation = OPERATIONS.get(index);
    HttpRequest.Builder request = new FuzzRequests(DOCUMENT, seed).of(operation);
    if (seed % 3 != 0) {
      request.headers(TestCallers.headers("platform", EnumSet.of(Role.OPERATOR), PERMISSIONS));
    }
    HttpResponse<String> answer = TestServer.shared().send(request);
    String told = operation + " " + answer.statusCode() + " " + answer.body();
    assertThat(answer.statusCode()).as("%.500s", told).isLessThan(500);
    if (answer.statusCode() >= 400) {
      assertThat(answer.headers().firstValue("Content-Type").orElse("none"))
          .as("%.500s %s", told, answer.uri())
          .startsWith("application/problem+json");
      JsonNode problem = JsonMapper.shared().readTree(answer.body());
      assertThat(problem.path("code").asString("")).as("%.500s", told).matches("[a-z-]+\\.[A-Z_]+");
      assertThat(problem.path("title").asString("")).as("%.500s", told).isNotBlank();
      assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
    }
  }
}
