package io.kedge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.PartyId;
import io.kedge.party.Parties;
import io.kedge.party.PartyStatus;
import io.kedge.server.RunningServer;
import io.kedge.server.ServerSettings;
import io.kedge.server.gateway.LedgerGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A server that starts with nothing: it founds a ledger and tells one password, once.
class FirstStartTest {
  @TempDir private Path folder;

  @Test
  void theFirstAdministratorIsToldOnceAndHasToChangeThePassword() throws Exception {
    var settings = new ServerSettings(folder, 0, "127.0.0.1", Optional.empty(), "en", false);
    Map<String, Object> quick = Map.of("kedge.identity.hash-millis", "0");
    try (var server = RunningServer.start(settings, quick)) {
      var first = server.context().getBean(FirstAccounts.class);
      List<String> lines = first.lines();
      assertThat(lines).hasSize(2);
      String[] words = lines.getLast().split(" ");
      assertThat(words).startsWith("account", "admin").hasSize(3);
      assertThat(first.lines()).isEmpty();

      var ledger = server.context().getBean(LedgerGateway.class).ledger("market");
      for (String founder : List.of("platform", "clearing")) {
        assertThat(Parties.require(ledger.view(), new PartyId(founder)).status())
            .isEqualTo(PartyStatus.VERIFIED);
      }

      String token = token(server, words[2]);
      assertThat(get(server, "/api/v1/accounts", token).body())
          .contains(IdentityProblem.PASSWORD_CHANGE_REQUIRED.code());
      var changed =
          post(
              server,
              "/api/v1/me/password",
              Map.of("currentPassword", words[2], "newPassword", "mine alone since now"),
              Optional.of(token));
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
      String fresh = token(server, "mine alone since now");
      assertThat(get(server, "/api/v1/accounts", fresh).statusCode()).isEqualTo(200);
      var command =
          post(
              server,
              "/api/v1/commands/party.setAutoAccept",
              Map.of("accept", true),
              Optional.of(fresh));
      assertThat(command.statusCode()).as(command.body()).isEqualTo(200);
    }
  }

  private static String token(RunningServer server, String password) throws Exception {
    var answer =
        post(
            server,
            "/api/v1/sessions",
            Map.of("login", "admin", "password", password, "bearer", true),
            Optional.empty());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(answer.body()).required("token").asString();
  }

  private static HttpResponse<String> get(RunningServer server, String path, String token)
      throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> post(
      RunningServer server, String path, Map<String, Object> body, Optional<String> token)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
