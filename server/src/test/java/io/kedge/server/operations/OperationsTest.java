package io.kedge.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import io.kedge.server.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What an operator sees of a running server.
class OperationsTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:kedge|http_server|hikaricp|jvm|system|process)_[a-z0-9_]+\\b");

  private final TestServer server = TestServer.shared();

  private HttpResponse<String> asked(String path, String header, String value) {
    return server.send(HttpRequest.newBuilder(server.at(path)).header(header, value));
  }

  @Test
  void itIsReadyAndTellsStrangersNoMore() {
    var ready = server.get("/actuator/health/readiness");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    var inside = server.get("/actuator/health").body();
    assertThat(inside)
        .contains("\"ledger\"", "trading-system", "\"projection\"", "blocks behind")
        .contains("\"database\"", "\"disk\"", "freeBytes", "\"clock\"");
  }

  @Test
  void insidesAreNotShownThroughAProxy() {
    assertThat(server.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    String[] paths = {"/actuator/prometheus", "/actuator/health", "/actuator", "/actuator/info"};
    for (String path : paths) {
      assertThat(asked(path, "X-Forwarded-For", "127.0.0.1").statusCode()).as(path).isEqualTo(404);
      assertThat(asked(path, "Forwarded", "for=127.0.0.1").statusCode()).as(path).isEqualTo(404);
    }
    assertThat(asked("/actuator/health/readiness", "X-Forwarded-For", "8.8.8.8").statusCode())
        .isEqualTo(200);
  }

  @Test
  @Requirement({"L-47", "L-48", "L-49", "L-50", "L-51"})
  void whatAlertsAndDashboardAskForIsMeasured() throws IOException {
    var envelope =
        HttpRequest.newBuilder(server.at("/api/v1/envelopes"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"payloadType\":\"text/plain\"}"));
    assertThat(server.send(envelope).statusCode()).isBetween(400, 499);

    String measured = server.get("/actuator/prometheus").body();
    var missing = new TreeSet<String>();
    String asked =
        Files.readString(DEPLOY.resolve("prometheus/kedge-alerts.yml"))
            + Files.readString(DEPLOY.resolve("grafana/kedge.json"));
    long names =
        METRIC
            .matcher(asked)
            .results()
            .map(found -> found.group())
            .distinct()
            .filter(name -> !name.startsWith("kedge_tls_")) // this server has no certificate
            .peek(
                name -> {
                  if (!Pattern.compile("(?m)^" + name + "[{ ]").matcher(measured).find()) {
                    missing.add(name);
                  }
                })
            .count();
    assertThat(missing).isEmpty();
    assertThat(names).isGreaterThan(25);
    assertThat(measured)
        .contains("kedge_commands_seconds_count{ledger=\"trading-system\",result=\"turned-away\"")
        .contains("kedge_node_queue{ledger=\"trading-system\"} 0.0")
        .contains("kedge_node_up{ledger=\"trading-system\"} 1.0");
  }
}
