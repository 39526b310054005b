package io.kedge.server;

import static io.kedge.server.jooq.Tables.AUDIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.kedge.server.audit.AuditTrail;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import io.kedge.server.store.Store;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    var answer = commandOfNobody();
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"server.NOT_SIGNED_IN\"");
  }

  private HttpResponse<String> commandOfNobody() {
    return server.send(
        HttpRequest.newBuilder(server.at("/api/v1/commands/asset.register"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  @Test
  void aPathThatIsNotThereIsAProblemToo() {
    var answer = server.get("/api/v1/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("server.NOT_FOUND");
  }

  @Test
  void theReadModelsFollowTheLedgerFromItsBeginning() {
    var context = server.running().context();
    long height = context.getBean(LedgerGateway.class).ledger("trading-system").height();
    var reads = context.getBean(LedgerReads.class);
    assertThat(reads.awaitVisible("trading-system", height)).isTrue();
    assertThat(reads.height("trading-system")).isEqualTo(height);
  }

  @Test
  void aBodyThatIsTooLongIsTurnedAwayWhetherOrNotItSaysSo() {
    var body = "[" + " ".repeat(70_000) + "]";
    for (boolean said : new boolean[] {true, false}) {
      var publisher =
          said
              ? HttpRequest.BodyPublishers.ofString(body)
              : HttpRequest.BodyPublishers.ofInputStream(
                  () -> new ByteArrayInputStream(body.getBytes(UTF_8)));
      var request =
          HttpRequest.newBuilder(server.at("/api/v1/envelopes"))
              .header("Content-Type", "application/json")
              .POST(publisher);
      var answer = server.send(request);
      assertThat(answer.body()).contains("server.TOO_LARGE");
      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void whatWasDeniedIsInTheAuditAndStaysThere() {
    var audit = server.running().context().getBean(AuditTrail.class);
    long before = audit.size();
    commandOfNobody();
    assertThat(audit.size()).isEqualTo(before + 1);
    var store = server.running().context().getBean(Store.class);
    assertThatThrownBy(() -> store.db().deleteFrom(AUDIT).execute())
        .hasMessageContaining("only ever added");
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
    var others =
        JavaClass.Predicates.resideInAPackage("io.kedge.server.jooq..")
            .or(
                DescribedPredicate.describe(
                    "are tests",
                    type ->
                        type.getSource()
                            .map(source -> source.getUri().toString().contains("/test-classes/"))
                            .orElse(false)));
    ApplicationModules.of(ServerApplication.class, others).verify();
  }
}
