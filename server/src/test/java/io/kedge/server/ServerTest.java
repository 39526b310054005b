package io.kedge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The server as a whole: it starts, answers, and turns away in words.
class ServerTest {
  private final TestServer server = TestServer.shared();

  @Test
  void tellsItsLedgers() {
    var answer = server.get("/api/v1/ledgers");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"name\":\"trading-system\"");
  }

  @Test
  void deniesByDefaultAndSaysSoAsProblem() {
    var request =
        HttpRequest.newBuilder(server.at("/api/v1/commands/asset.register"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    var answer = server.send(request);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"server.NOT_SIGNED_IN\"");
  }

  @Test
  void aPathThatIsNotThereIsAProblemToo() {
    var answer = server.get("/api/v1/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("server.NOT_FOUND");
  }

  @Test
  void everyAnswerCarriesTheHeadersThatProtectBrowsers() {
    var headers = server.get("/api/v1/ledgers").headers();
    assertThat(headers.firstValue("Content-Security-Policy")).isPresent();
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void modulesKeepTheirBounds() {
    ApplicationModules.of(ServerApplication.class).verify();
  }
}
