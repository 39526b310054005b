package io.kedge.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.server.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every `curl` of `docs/reference/api.md` does what the page says.
class ApiExamplesTest {
  private static final Path PAGE = Path.of("../docs/reference/api.md");
  private static final Pattern CURL =
      Pattern.compile("curl -s \"\\$KEDGE([^\"]+)\"(?: -H \"[^\"]+\")+(?: -d '([^']+)')?");

  @Test
  @Requirement({"L-03", "L-04", "L-05", "L-06", "L-07"})
  void theExamplesWork() throws IOException {
    List<String> lines =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("curl ")).toList();
    assertThat(lines).hasSize(5);
    for (String line : lines) {
      Matcher curl = CURL.matcher(line);
      assertThat(curl.matches()).as(line).isTrue();
      var request =
          HttpRequest.newBuilder(TestServer.shared().at(curl.group(1)))
              .headers(TestCallers.headers("issuer", EnumSet.of(Role.ISSUER), Set.of()));
      if (curl.group(2) != null) {
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(curl.group(2)));
      }
      var answer = TestServer.shared().send(request);
      // A command that is tried with somebody else's ids is read and decided: refused.
      int expected = curl.group(2) == null ? 200 : 422;
      assertThat(answer.statusCode()).as("%s: %s", line, answer.body()).isEqualTo(expected);
      assertThat(answer.body()).isNotBlank();
    }
  }
}
