package io.kedge.server.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import io.kedge.server.identity.DemoAccounts;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Money over HTTP, each with their own credentials.
class MoneyHttpTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ACCOUNT = "/money/accounts/abcdcnbj.cny";

  private final TestServer server = TestServer.shared();
  private final HttpClient client = HttpClient.newHttpClient();

  /// Somebody with a token.
  private final class Somebody {
    private final String token;

    Somebody(String login) {
      var members = members("login", login, "password", DemoAccounts.PASSWORD);
      members.put("bearer", true);
      token = json(send("", "POST", "/sessions", members), 201).required("token").asString();
    }

    JsonNode get(String path, int status) {
      return json(send(token, "GET", path, Map.of()), status);
    }

    JsonNode post(String path, Map<String, Object> body, int status) {
      return json(send(token, "POST", path, body), status);
    }

    byte[] file(String path) {
      var answer = send(token, "GET", path, Map.of());
      assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
      return answer.body();
    }
  }

  private static Map<String, Object> members(String... namesAndValues) {
    var members = new LinkedHashMap<String, Object>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      members.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }

  private HttpResponse<byte[]> send(
      String token, String method, String path, Map<String, Object> body) {
    var request = HttpRequest.newBuilder(server.at("/api/v1" + path));
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    request.header("Content-Type", "application/json").header("Accept-Language", "en");
    var content =
        method.equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    try {
      return client.send(
          request.method(method, content).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<byte[]> answer, int status) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
    return JSON.readTree(text(answer));
  }

  @Test
  void aDepositBecomesCashByTwoOfficersWithTheirOwnCredentials() {
    var carol = new Somebody("carol");
    var cashier = new Somebody("bank.cashier");
    var controller = new Somebody("bank.controller");
    var where = carol.get("/money/deposit-instructions/cny", 200);
    assertThat(where.required("sandbox").asBoolean()).isTrue();
    var names = new LinkedHashMap<String, Object>();
    names.put("names", java.util.List.of("卡罗基金"));
    cashier.post("/money/customers/carol/names", names, 200);
    var paid =
        cashier.post(
            ACCOUNT + "/sandbox/deposits",
            members(
                "payer", "卡罗基金",
                "payerAccount", "6222021009",
                "units", "31400",
                "remittance", "入金 " + where.required("reference").asString()),
            200);
    var reference = paid.required("reference").asString();
    var proposal = members("account", "abcdcnbj.cny", "action", "MINT", "subject", reference);
    var id = cashier.post("/money/decisions", proposal, 200).required("id").asString();
    var same = cashier.post("/money/decisions/" + id + "/confirmation", Map.of(), 403);
    assertThat(same.required("code").asString()).isEqualTo("money.SAME_OFFICER");
    var done = controller.post("/money/decisions/" + id + "/confirmation", Map.of(), 200);
    assertThat(done.required("state").asString()).isEqualTo("DONE");
    assertThat(done.required("officers")).hasSize(2);
    var minted = cashier.get(ACCOUNT + "/deposits?state=MINTED&limit=200", 200);
    assertThat(minted.findValuesAsString("reference")).contains(reference);
    var command = done.required("commands").get(0).asString();
    var receipt = send("", "GET", "/receipts/" + command + "?ledger=trading-system", Map.of());
    assertThat(receipt.statusCode()).isEqualTo(200);
  }

  @Test
  void customersSeeTheirOwnMoneyAndNobodyElses() {
    var alice = new Somebody("alice");
    assertThat(alice.get(ACCOUNT + "/deposits", 403).required("code").asString())
        .isEqualTo("server.PERMISSION_MISSING");
    var days = "?from=2026-01-01&to=2026-12-31";
    alice.get("/money/statements/cny" + days, 200);
    alice.get("/money/statements/cny" + days + "&party=bob", 404);
    alice.get("/money/statements/cny?from=2026-02-01&to=2026-01-01", 400);
    var pdf = alice.file("/money/statements/cny/document" + days);
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    // Nobody has paid in for the cellar, so that any holder is its own.
    var payee = members("holder", "老窖酒业", "number", "6222 0210 0777");
    assertThat(
            new Somebody("cellar")
                .post("/money/payees", payee, 200)
                .required("commitment")
                .asString())
        .hasSize(64);
    json(send("", "GET", "/money/payees", Map.of()), 401);
  }

  @Test
  void aReconciliationIsMadeKeptAndPrinted() {
    var cashier = new Somebody("bank.cashier");
    var made = cashier.post(ACCOUNT + "/reconciliations", Map.of(), 200);
    assertThat(made.required("unexplainedUnits").asString()).isEqualTo("0");
    var path = ACCOUNT + "/reconciliations/" + made.required("id").asString();
    assertThat(cashier.get(path, 200)).isEqualTo(made);
    assertThat(cashier.file(path + "/document?format=xlsx")).startsWith('P', 'K');
    var csv = cashier.file(ACCOUNT + "/journal?from=2020-01-01&to=2099-12-31&format=csv");
    assertThat(new String(csv, StandardCharsets.UTF_8)).contains("1002 bank").contains("DEP-1");
  }
}
