package io.kedge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kedge.client.api.GiftApi;
import io.kedge.client.api.LedgerApi;
import io.kedge.client.model.GiftAccept;
import io.kedge.client.model.Problem;
import io.kedge.server.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The generated client speaks to a server, and its classes keep every command as it is.
class ClientTest {
  private static final ObjectMapper MAPPER = ApiClient.createDefaultObjectMapper();

  private static ApiClient client() {
    var client = new ApiClient();
    client.updateBaseUri(TestServer.shared().at("").toString());
    return client;
  }

  @Test
  void readsWhatEverybodyMayRead() throws ApiException {
    var ledgers = new LedgerApi(client()).receiptLedgers();
    assertThat(ledgers).isNotEmpty();
    assertThat(ledgers.getFirst().getName()).isEqualTo("trading-system");
  }

  @Test
  void tellsARefusalByItsCode() {
    var body = new GiftAccept().lock("a".repeat(64));
    assertThatThrownBy(() -> new GiftApi(client()).giftAccept(body, false, null))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(401);
              assertThat(problem(e).getCode()).isEqualTo("server.NOT_SIGNED_IN");
            });
  }

  private static Problem problem(ApiException e) {
    try {
      return MAPPER.readValue(e.getResponseBody(), Problem.class);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Test
  void itsClassesKeepEveryExampleOfEveryCommand() throws Exception {
    JsonNode document =
        MAPPER.readTree(Path.of("../server/src/main/openapi/openapi.json").toFile());
    var kept = new TreeMap<String, JsonNode>();
    for (JsonNode item : document.path("paths")) {
      JsonNode operation = item.path("post");
      JsonNode content = operation.at("/requestBody/content/application~1json");
      if (operation.has("x-kedge-command")) {
        String reference = content.at("/schema/$ref").asText();
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        Class<?> type = Class.forName("io.kedge.client.model." + name);
        for (JsonNode example : content.path("examples")) {
          JsonNode value = example.get("value");
          Object read = MAPPER.treeToValue(value, type);
          assertThat(MAPPER.<JsonNode>valueToTree(read)).as(name).isEqualTo(value);
          kept.put(name, value);
        }
      }
    }
    assertThat(kept).hasSizeGreaterThan(60);
  }
}
