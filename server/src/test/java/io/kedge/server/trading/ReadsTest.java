package io.kedge.server.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.LedgerView;
import io.kedge.kernel.Requirement;
import io.kedge.note.Lock;
import io.kedge.note.Note;
import io.kedge.party.Role;
import io.kedge.server.Asking;
import io.kedge.server.TestServer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.store.LedgerReads;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Reads of value through HTTP, as several callers of the played story.
class ReadsTest {
  private static final Asking PLATFORM = Asking.as("platform", Role.OPERATOR);
  private static final Asking ALICE = Asking.as("alice", Role.TRADER);
  private static final Asking BOB = Asking.as("bob", Role.TRADER);
  private static final Asking GAO = Asking.as("gao", Role.TRADER);

  private static HostedLedger ledger() {
    return TestServer.shared()
        .running()
        .context()
        .getBean(LedgerGateway.class)
        .ledger("trading-system");
  }

  @BeforeAll
  static void readModelsAreThere() {
    var reads = TestServer.shared().running().context().getBean(LedgerReads.class);
    assertThat(reads.awaitVisible("trading-system", ledger().height())).isTrue();
  }

  @Test
  @Requirement("L-07")
  void balancesAreWhatTheStateSaysAndEverybodySeesHisOwn() {
    var expected = new TreeMap<String, List<Long>>();
    for (LedgerView.Entry entry : entries("note/")) {
      Note note = Note.decode(entry.value());
      add(expected, note.owner() + " " + note.amount().instrument(), note.amount().units(), 0);
    }
    for (LedgerView.Entry entry : entries("lock/")) {
      Lock lock = Lock.decode(entry.value());
      add(expected, lock.owner() + " " + lock.amount().instrument(), 0, lock.amount().units());
    }
    var told = new TreeMap<String, List<Long>>();
    for (JsonNode row : PLATFORM.all("/balances", 3)) {
      add(
          told,
          row.get("party").asString() + " " + row.get("instrument").asString(),
          Long.parseLong(row.get("free").asString()),
          Long.parseLong(row.get("locked").asString()));
    }
    assertThat(told).isEqualTo(expected);
    assertThat(parties(BOB.all("/balances"), "party")).containsExactly("bob");
    assertThat(BOB.all("/balances?party=carol")).isEmpty();
    JsonNode own = BOB.get("/balances/bob/cny");
    assertThat(own.get("balance").get("free").asString())
        .isEqualTo(String.valueOf(expected.get("bob cny").getFirst()));
    assertThat(PLATFORM.get("/balances/bob/cny").get("balance")).isEqualTo(own.get("balance"));
    assertThat(ALICE.answer("/balances/bob/cny").statusCode()).isEqualTo(404);
    assertThat(BOB.get("/balances/bob/cny?height=1").get("balance").get("total").asString())
        .isEqualTo("0");
    assertThat(BOB.answer("/balances/bob/cny?height=99999999").statusCode()).isEqualTo(404);
  }

  private static List<LedgerView.Entry> entries(String prefix) {
    return ledger().view().range(prefix, prefix, 1_000);
  }

  private static void add(TreeMap<String, List<Long>> to, String key, long free, long locked) {
    List<Long> before = to.getOrDefault(key, List.of(0L, 0L));
    to.put(key, List.of(before.get(0) + free, before.get(1) + locked));
  }

  private static TreeSet<String> parties(List<JsonNode> rows, String member) {
    var parties = new TreeSet<String>();
    rows.forEach(row -> parties.add(row.get(member).asString()));
    return parties;
  }

  @Test
  @Requirement({"C-29", "C-30", "C-33"})
  void everyMovementHasItsReasonAndAddsUpToTheBalance() {
    List<JsonNode> movements = ALICE.all("/movements?instrument=cny", 7);
    assertThat(movements).hasSizeGreaterThan(7);
    assertThat(parties(movements, "party")).containsExactly("alice");
    long sum = 0;
    for (JsonNode movement : movements) {
      long parts = 0;
      for (JsonNode part : movement.get("parts")) {
        parts += Long.parseLong(part.get("units").asString());
      }
      long change =
          Long.parseLong(movement.get("free").asString())
              + Long.parseLong(movement.get("locked").asString());
      assertThat(parts).as("%s", movement).isEqualTo(change);
      sum += change;
    }
    assertThat(ALICE.get("/balances/alice/cny").get("balance").get("total").asString())
        .isEqualTo(Long.toString(sum));
    assertThat(parties(ALICE.all("/fees"), "party")).isSubsetOf(List.of("alice"));
    assertThat(PLATFORM.all("/fees?party=platform")).isNotEmpty();
    assertThat(movements.getFirst().get("title").asString()).doesNotContain(".");
  }

  @Test
  @Requirement({"C-27", "C-28", "A-55"})
  void ordersTradesAndGiftsAreSeenByTheirTwoSides() {
    List<JsonNode> trades = PLATFORM.all("/trades");
    assertThat(trades).isNotEmpty();
    for (JsonNode trade : BOB.all("/trades")) {
      boolean seller = trade.get("seller").asString().equals("bob");
      assertThat(seller || trade.get("buyer").asString().equals("bob")).isTrue();
      assertThat(trade.get("sellerFee").isNull()).isEqualTo(!seller);
    }
    for (JsonNode order : PLATFORM.all("/orders", 2)) {
      String owner = order.get("owner").asString();
      var asOwner = Asking.as(owner, Role.TRADER);
      String path = "/orders/" + order.get("id").asString();
      assertThat(asOwner.get(path)).isEqualTo(order);
      assertThat(GAO.answer(path).statusCode()).isEqualTo(owner.equals("gao") ? 200 : 404);
    }
    assertThat(PLATFORM.all("/gifts")).isNotEmpty();
    for (JsonNode gift : ALICE.all("/gifts")) {
      assertThat(List.of(gift.get("giver").asString(), gift.get("receiver").asString()))
          .contains("alice");
    }
    assertThat(ALICE.all("/notes")).allMatch(note -> note.get("owner").asString().equals("alice"));
    assertThat(parties(BOB.all("/deposits"), "holder")).containsExactly("bob");
    assertThat(parties(Asking.as("bank", Role.CLEARING_AGENT).all("/deposits"), "holder"))
        .contains("alice", "bob");
  }

  @Test
  @Requirement({"C-03", "C-09", "C-10", "C-12", "C-13", "C-15", "C-17", "C-20", "C-55", "A-54"})
  void offeringsAreAnnouncedToEverybodyInTheReadersLanguage() {
    List<JsonNode> offerings = Asking.nobody().all("/offerings", 1);
    assertThat(offerings).hasSizeGreaterThan(1);
    assertThat(parties(offerings, "id")).isEqualTo(parties(ALICE.all("/offerings"), "id"));
    JsonNode offering = offerings.getLast();
    String id = offering.get("id").asString();
    assertThat(offering.get("times").get("subscription").get("opens").asString()).endsWith("Z");
    assertThat(offering.get("phaseName").asString()).matches("[A-Z].*");
    var zh =
        TestServer.shared()
            .send(Asking.nobody().request("/offerings/" + id).header("Accept-Language", "zh-CN"));
    assertThat(zh.body()).matches("(?s).*\"phaseName\":\"[\\u4e00-\\u9fff].*");
    JsonNode issue = Asking.nobody().get("/issues/" + offering.get("issue").asString());
    assertThat(issue.get("figures").get("minted").asString())
        .isEqualTo(offering.get("sold").asString());
    assertThat(Asking.nobody().answer("/balances").statusCode()).isEqualTo(401);
    assertThat(Asking.nobody().answer("/offerings/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  @Requirement({"C-14", "C-21", "C-23"})
  void whoWasCutIsToldWhyAndTheSharesAddUp() {
    List<JsonNode> applications = PLATFORM.all("/applications");
    assertThat(applications).isNotEmpty();
    for (JsonNode application : applications) {
      assertThat(application.get("reasonText").asString()).isNotBlank().doesNotContain("{");
      boolean settled = application.get("status").asString().equals("SETTLED");
      boolean all = application.get("units").equals(application.get("allotted"));
      if (settled && !all) {
        assertThat(application.get("reason").asString()).isNotEqualTo("IN_FULL");
      }
    }
    assertThat(parties(ALICE.all("/applications"), "party")).containsExactly("alice");
    String offering =
        applications.stream()
            .filter(a -> a.get("reason").asString().contains("DRAWN"))
            .findFirst()
            .orElseThrow()
            .get("offering")
            .asString();
    JsonNode allotment = Asking.nobody().get("/offerings/" + offering + "/allotment");
    assertThat(allotment.get("seed").asString()).hasSize(64);
    long given = 0;
    for (JsonNode share : Asking.nobody().all("/offerings/" + offering + "/shares", 1)) {
      assertThat(share.has("party")).isFalse();
      given += Long.parseLong(share.get("allotted").asString());
    }
    assertThat(Asking.nobody().get("/offerings/" + offering).get("sold").asString())
        .isEqualTo(Long.toString(given));
  }

  @Test
  @Requirement({"C-42", "C-45", "C-46", "C-50", "C-51"})
  void vouchersAreSeenByThoseWhoHaveToDoWithThem() {
    List<JsonNode> vouchers = PLATFORM.all("/vouchers", 2);
    assertThat(vouchers).isNotEmpty();
    for (JsonNode voucher : vouchers) {
      String path = "/vouchers/" + voucher.get("id").asString();
      String holder = voucher.get("holder").asString();
      JsonNode story = Asking.as(holder, Role.TRADER).get(path);
      assertThat(story.get("voucher")).isEqualTo(voucher);
      assertThat(story.get("acts").get(0).get("kind").asString()).isEqualTo("ISSUED");
      assertThat(GAO.answer(path).statusCode()).isEqualTo(holder.equals("gao") ? 200 : 404);
    }
    assertThat(Asking.as("warehouse", Role.CUSTODIAN).all("/vouchers")).isNotEmpty();
    assertThat(Asking.as("guild", Role.RIGHTS_HOLDER).all("/vouchers")).isNotEmpty();
    assertThat(Asking.as("bank", Role.CLEARING_AGENT).all("/vouchers")).isEmpty();
    assertThat(PLATFORM.all("/redemptions"))
        .allMatch(voucher -> voucher.get("predecessor").isNull());
  }

  @Test
  void anAnswerIsToldOnceAndAWrongPageIsMalformed() {
    var first = ALICE.answer("/movements");
    String etag = first.headers().firstValue("ETag").orElseThrow();
    var again =
        TestServer.shared()
            .send(
                ALICE
                    .request("/movements")
                    .header("Accept-Language", "en")
                    .header("If-None-Match", etag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(ALICE.answer("/movements?limit=0").statusCode()).isEqualTo(400);
    assertThat(ALICE.answer("/movements?limit=201").statusCode()).isEqualTo(400);
    assertThat(ALICE.answer("/movements?after=x").statusCode()).isEqualTo(400);
    String other = BOB.get("/orders?limit=1").path("next").asString("");
    if (!other.isEmpty()) {
      assertThat(ALICE.answer("/movements?after=" + other).statusCode()).isEqualTo(400);
    }
  }
}
