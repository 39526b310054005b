package io.kedge.server.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.Asset;
import io.kedge.asset.AssetStatus;
import io.kedge.contract.LedgerView;
import io.kedge.kernel.Requirement;
import io.kedge.server.PartyHeader;
import io.kedge.server.TestServer;
import io.kedge.server.gateway.LedgerGateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Parties, catalogue, assets, statements, freezes and reductions, asked over HTTP after the story
/// of the pack, by those whom they concern and by others.
class ReadsTest {
  private static final TestServer SERVER = PartyHeader.taught();

  @BeforeAll
  static void theReadModelsAreThere() {
    var context = SERVER.running().context();
    long height = ledger().height();
    assertThat(
            context
                .getBean(io.kedge.server.store.LedgerReads.class)
                .awaitVisible("trading-system", height))
        .isTrue();
  }

  private static io.kedge.server.gateway.HostedLedger ledger() {
    return SERVER.running().context().getBean(LedgerGateway.class).ledger("trading-system");
  }

  private static JsonNode as(String party, String path) {
    var answer = PartyHeader.get(party, "/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static JsonNode asNobody(String path) {
    var answer = SERVER.get("/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("id").asString())
        .toList();
  }

  private static List<Asset> assets() {
    var assets = new ArrayList<Asset>();
    for (LedgerView.Entry entry : ledger().view().range("asset/", "asset/", 200)) {
      assets.add(Asset.decode(entry.value()));
    }
    return assets;
  }

  @Test
  void assetsAreFoundByAnybodyOnceConfirmedAndPageByPage() {
    List<String> confirmed =
        assets().stream()
            .filter(asset -> asset.status() == AssetStatus.CONFIRMED)
            .map(asset -> asset.id().value())
            .toList();
    assertThat(confirmed).isNotEmpty();
    assertThat(ids(asNobody("/assets"))).containsExactlyInAnyOrderElementsOf(confirmed);
    var paged = new ArrayList<String>();
    String after = "";
    do {
      JsonNode page = asNobody("/assets?limit=1" + after);
      paged.addAll(ids(page));
      assertThat(page.path("height").asString()).isEqualTo(Long.toString(ledger().height()));
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asString();
    } while (!after.isEmpty());
    assertThat(paged).containsExactlyInAnyOrderElementsOf(confirmed).doesNotHaveDuplicates();
    List<String> all = assets().stream().map(asset -> asset.id().value()).toList();
    assertThat(ids(as("regulator", "/assets"))).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void anAssetTellsItsContentItsAnchorsAndItsStory() {
    for (Asset asset : assets()) {
      String path = "/assets/" + asset.id().value();
      JsonNode detail = as(asset.owner().value(), path);
      assertThat(detail.at("/asset/quantity").asString())
          .isEqualTo(Long.toString(asset.quantity()));
      assertThat(detail.at("/asset/free").asString()).isEqualTo(Long.toString(asset.free()));
      assertThat(detail.at("/content/rights").size()).isEqualTo(asset.rights().size());
      JsonNode story = as(asset.owner().value(), path + "/history?limit=200");
      List<String> events =
          StreamSupport.stream(story.path("items").spliterator(), false)
              .map(item -> item.path("event").asString())
              .toList();
      assertThat(events).contains("asset.registered", "attestation.filed");
      assertThat(story.at("/items/0/commandId").asString()).matches("[0-9a-f]{64}");
      if (asset.status() != AssetStatus.CONFIRMED) {
        assertThat(PartyHeader.get("alice", "/api/v1" + path).statusCode()).isEqualTo(404);
        assertThat(SERVER.get("/api/v1" + path + "/history").statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void theCatalogueIsSearchedInChineseAndInEnglish() {
    for (JsonNode entry : asNobody("/catalogue").path("items")) {
      for (String language : List.of("zh-CN", "en")) {
        String words = entry.path("names").path("wordings").path(language).asString();
        String query = URLEncoder.encode(words, StandardCharsets.UTF_8);
        assertThat(ids(asNobody("/catalogue?text=" + query))).contains(entry.path("id").asString());
      }
      assertThat(entry.path("policies").size()).isEqualTo(3);
      String id = entry.path("id").asString().replace('/', '~');
      assertThat(asNobody("/catalogue/" + id)).isEqualTo(entry);
      assertThat(asNobody("/catalogue/" + id + "/history").at("/items/0/event").asString())
          .isEqualTo("catalogue.entryPut");
    }
    assertThat(ids(asNobody("/rights-types"))).isNotEmpty();
  }

  @Test
  void whatIsInsideAPartyIsForItselfAndForThoseWhoOversee() {
    for (String who : List.of("cellar", "regulator", "platform")) {
      JsonNode cellar = as(who, "/parties/cellar");
      assertThat(cellar.at("/inside/documents").size()).isPositive();
      assertThat(as(who, "/parties/cellar/history").path("items").size()).isPositive();
    }
    JsonNode cellar = as("alice", "/parties/cellar");
    assertThat(cellar.path("inside").isNull()).isTrue();
    assertThat(cellar.path("keys").size()).isPositive();
    assertThat(cellar.at("/keys/0/employee").isNull()).isTrue();
    assertThat(PartyHeader.get("alice", "/api/v1/parties/cellar/history").statusCode())
        .isEqualTo(404);
    assertThat(ids(as("alice", "/parties?role=REGULATOR"))).containsExactly("regulator");
  }

  @Test
  @Requirement("B-13")
  void aStatementIsForItsMakerAndSignersUntilItTookEffect() {
    int hidden = 0;
    for (JsonNode statement : as("regulator", "/statements?limit=200").path("items")) {
      String path = "/statements/" + statement.path("id").asString();
      assertThat(as(statement.path("maker").asString(), path).path("places"))
          .isEqualTo(statement.path("places"));
      boolean effective = statement.path("state").asString().equals("EFFECTIVE");
      hidden += effective ? 0 : 1;
      assertThat(PartyHeader.get("gao", "/api/v1" + path).statusCode())
          .isEqualTo(effective ? 200 : 404);
      assertThat(PartyHeader.get("gao", "/api/v1" + path + "/history").statusCode())
          .isEqualTo(effective ? 200 : 404);
    }
    assertThat(hidden).isPositive();
    for (JsonNode statement : as("platform", "/statements/awaiting").path("items")) {
      assertThat(statement.path("missing").asInt()).isPositive();
    }
  }

  @Test
  void freezesAndReductionsAreShownToThoseWhoMaySeeThem() {
    JsonNode all = as("regulator", "/freezes");
    assertThat(all.path("items").size()).isPositive();
    for (JsonNode freeze : all.path("items")) {
      String path =
          "/freezes/" + freeze.path("kind").asString() + "/" + freeze.path("id").asString();
      assertThat(as("regulator", path)).isEqualTo(freeze);
      boolean open = List.of("ASSET", "INSTRUMENT").contains(freeze.path("kind").asString());
      boolean own = freeze.path("id").asString().equals("gao");
      assertThat(PartyHeader.get("gao", "/api/v1" + path).statusCode())
          .isEqualTo(open || own ? 200 : 404);
      assertThat(as("regulator", path + "/history").path("items").size()).isPositive();
    }
    for (JsonNode reduction : as("regulator", "/reductions").path("items")) {
      assertThat(as("regulator", "/reductions/" + reduction.path("id").asString()))
          .isEqualTo(reduction);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/parties",
        "/parties/cellar",
        "/parties/cellar/history",
        "/statements",
        "/statements/awaiting",
        "/freezes",
        "/reductions"
      })
  void whatIsForPartiesIsNotForNobody(String path) {
    assertThat(SERVER.get("/api/v1" + path).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets?limit=0",
        "/assets?limit=201",
        "/assets?after=x",
        "/assets?owner=NO%20ID",
        "/assets?status=LOST",
        "/catalogue?mayAnchor=perhaps",
        "/assets?limit=many"
      })
  void whatIsNoQuestionIsMalformed(String path) {
    var answer = SERVER.get("/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("server.MALFORMED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/assets/nothing", "/assets/NO", "/catalogue/nothing", "/rights-types/nothing"})
  void whatIsNotThereIsNotFound(String path) {
    assertThat(SERVER.get("/api/v1" + path).statusCode()).isEqualTo(404);
    assertThat(SERVER.get("/api/v1" + path + "/history").statusCode()).isEqualTo(404);
  }
}
