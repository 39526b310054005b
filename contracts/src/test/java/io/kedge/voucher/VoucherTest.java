package io.kedge.voucher;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Market.DAY;
import static io.kedge.testing.Market.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.asset.AssetStatus;
import io.kedge.asset.Assets;
import io.kedge.contract.Change;
import io.kedge.contract.Event;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.kernel.VoucherId;
import io.kedge.note.Lock;
import io.kedge.note.StripedTotal.Name;
import io.kedge.offering.Offering;
import io.kedge.testing.Cellar;
import io.kedge.testing.Market;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoucherTest {
  /// One thing that is changed about a command that would pass, and what it then meets.
  record Case(String what, Consumer<Attempt> change, String expected) {
    @Override
    public String toString() {
      return what + ": " + expected;
    }
  }

  /// A command about alice's voucher of 10 units, 20 cakes, with everything about it open to
  /// change.
  static final class Attempt {
    final Cellar cellar;
    final String voucher;
    String by;
    String type;
    Json.Obj body = Json.Obj.empty();

    /// What the holder or the other side signs, if anything, and who that is.
    String document = "";

    String signer = "alice";

    Json.Obj paper = Json.Obj.empty();
    String keyOfSigner = "";

    Attempt(Cellar cellar, String by, String type) {
      this.cellar = cellar;
      this.voucher = cellar.redeem("alice", 10);
      this.by = by;
      this.type = type;
    }

    /// The command as it is, with what the holder or the other side signed inside.
    private Json.Obj signed() {
      if (document.isEmpty()) {
        return body;
      }
      String key = keyOfSigner.isEmpty() ? signer : keyOfSigner;
      String member = document.equals("voucher.pickup") ? "authorisation" : "consent";
      return body.with(member, cellar.world().document(signer, document, paper, key));
    }

    Outcome send() {
      return cellar.world().send(by, type, signed());
    }

    /// Would be accepted as it is, and meets the refusal after the one change.
    void check(Case wrong) {
      assertThat(cellar.world().dryRun(by, type, signed(), by).code()).isEqualTo(Outcome.ACCEPTED);
      wrong.change.accept(this);
      assertThat(send().code()).isEqualTo(wrong.expected);
    }

    void say(String member, String value) {
      body = set(member, value).apply(body);
    }

    void say(String member, Json value) {
      body = set(member, value).apply(body);
    }

    void paper(String member, String value) {
      paper = set(member, value).apply(paper);
    }

    void freeze(String kind, String id) {
      cellar.freeze(kind, id);
    }

    void after(long millis) {
      cellar.world().after(millis);
    }
  }

  private static Case when(String what, Consumer<Attempt> change, String expected) {
    return new Case(what, change, expected);
  }

  private static Case when(String what, Consumer<Attempt> change, VoucherRefusal expected) {
    return new Case(what, change, expected.code());
  }

  private static Stream<Case> withVoucher() {
    return Stream.of(
        when("no such", a -> a.say("voucher", "v"), VoucherRefusal.VOUCHER_NOT_FOUND),
        when("frozen", a -> a.freeze("NOTE", a.voucher), "freeze.FROZEN"),
        when("its issue frozen", a -> a.freeze("INSTRUMENT", "tea"), "freeze.FROZEN"),
        when("its anchor frozen", a -> a.freeze("ASSET", "cellar"), "freeze.FROZEN"));
  }

  private static Case whileHolderIsFrozen() {
    return when("its holder frozen", a -> a.freeze("PARTY", "alice"), "freeze.FROZEN");
  }

  private static Stream<Case> whileOpen() {
    return Stream.of(
        when("divided before", VoucherTest::divide, VoucherRefusal.VOUCHER_NOT_OPEN),
        when("its time over", a -> a.after(Cellar.VOUCHER_MILLIS), VoucherRefusal.VOUCHER_EXPIRED));
  }

  private static void divide(Attempt attempt) {
    accepted(attempt.cellar.world().send("alice", "voucher.split", parts(attempt.voucher, 4, 6)));
  }

  private static Json.Obj parts(String voucher, long... units) {
    List<Json> parts =
        Arrays.stream(units).<Json>mapToObj(u -> Json.Obj.empty().with("units", u)).toList();
    return Json.Obj.empty().with("voucher", voucher).with("parts", new Json.Arr(parts));
  }

  // split

  private static Attempt split() {
    var attempt = new Attempt(Cellar.forfeit(), "alice", "voucher.split");
    attempt.body = parts(attempt.voucher, 4, 6);
    return attempt;
  }

  static Stream<Case> splitWithOneThingWrong() {
    var parts = VoucherRefusal.PARTS_DO_NOT_ADD_UP;
    return Stream.of(
            withVoucher(),
            whileOpen(),
            Stream.of(
                when("by another", a -> a.by = "bob", VoucherRefusal.NOT_THE_HOLDER),
                when("too little", a -> a.body = parts(a.voucher, 4, 5), parts),
                when("too much", a -> a.body = parts(a.voucher, 4, 7), parts),
                when("one part", a -> a.body = parts(a.voucher, 10), parts),
                when(
                    "over 64 bits",
                    a -> a.body = parts(a.voucher, Long.MAX_VALUE, 11),
                    "command.ARITHMETIC_OVERFLOW")))
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource
  @Requirement("H-63")
  void splitWithOneThingWrong(Case wrong) {
    split().check(wrong);
  }

  @Test
  @Requirement("H-63")
  void aVoucherIsDividedIntoAtMost32Parts() {
    var attempt = new Attempt(Cellar.forfeit(), "alice", "voucher.split");
    String big = attempt.cellar.redeem("alice", 33);
    var ones = new long[33];
    Arrays.fill(ones, 1);
    assertThat(attempt.cellar.world().send("alice", "voucher.split", parts(big, ones)).code())
        .isEqualTo(VoucherRefusal.PARTS_DO_NOT_ADD_UP.code());
    ones = Arrays.copyOf(ones, 32);
    ones[0] = 2;
    accepted(attempt.cellar.world().send("alice", "voucher.split", parts(big, ones)));
    assertThat(attempt.cellar.voucher(attempt.cellar.output(31)).predecessor())
        .contains(attempt.cellar.voucher(big).id());
  }

  // deliver and decline

  private static Attempt pickUp(String type) {
    var attempt = new Attempt(Cellar.forfeit(), "warehouse", type);
    attempt.document = "voucher.pickup";
    attempt.paper = attempt.cellar.authorisation(attempt.voucher, 20);
    attempt.body = Json.Obj.empty().with("voucher", attempt.voucher);
    attempt.body =
        type.equals("voucher.deliver")
            ? attempt.body.with("handed", 18).with("shortage", 2)
            : attempt.body.with("reason", "the seal is broken");
    return attempt;
  }

  private static Stream<Case> handover() {
    var late = VoucherRefusal.AUTHORISATION_NOT_IN_TIME;
    return Stream.of(
        when("by another", a -> a.by = "estate", VoucherRefusal.NOT_THE_WAREHOUSE),
        when(
            "signed by another", a -> a.signer = "bob", VoucherRefusal.AUTHORISATION_NOT_BY_HOLDER),
        when("forged", a -> a.keyOfSigner = "bob", "command.DOCUMENT_KEY_NOT_VALID"),
        when(
            "for another voucher",
            a -> a.paper("voucher", "v"),
            VoucherRefusal.AUTHORISATION_FOR_OTHER_VOUCHER),
        when(
            "for another warehouse",
            a -> a.paper("warehouse", "owner"),
            VoucherRefusal.AUTHORISATION_FOR_OTHER_WAREHOUSE),
        when("past its time", a -> a.after(600_001), late),
        when("for too long", a -> a.after(-1), late),
        when("used", VoucherTest::decline, VoucherRefusal.AUTHORISATION_USED),
        when(
            "more than there is",
            a -> a.paper("quantity", "22"),
            VoucherRefusal.QUANTITY_NOT_WHOLE_UNITS),
        when(
            "half a unit",
            a -> a.paper("quantity", "19"),
            VoucherRefusal.QUANTITY_NOT_WHOLE_UNITS));
  }

  private static void decline(Attempt attempt) {
    Json.Obj paper =
        attempt.cellar.world().document("alice", "voucher.pickup", attempt.paper, "alice");
    Json.Obj declined =
        body("{'reason':'no lorry'}").with("voucher", attempt.voucher).with("authorisation", paper);
    accepted(attempt.cellar.world().send("warehouse", "voucher.declineHandover", declined));
  }

  static Stream<Case> deliveryWithOneThingWrong() {
    return Stream.of(
            withVoucher(),
            whileOpen(),
            handover(),
            Stream.of(
                when(
                    "less than authorised",
                    a -> a.say("shortage", "1"),
                    VoucherRefusal.HANDED_AND_SHORTAGE_DIFFER),
                when(
                    "more missing than agreed",
                    a -> {
                      a.say("handed", "17");
                      a.say("shortage", "3");
                    },
                    VoucherRefusal.SHORTAGE_OVER_TOLERANCE)))
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"A-03", "C-45", "H-59"})
  void deliveryWithOneThingWrong(Case wrong) {
    pickUp("voucher.deliver").check(wrong);
  }

  static Stream<Case> declinedHandoverWithOneThingWrong() {
    return Stream.of(withVoucher(), whileOpen(), handover()).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource
  void declinedHandoverWithOneThingWrong(Case wrong) {
    pickUp("voucher.declineHandover").check(wrong);
  }

  @Test
  @Requirement({"C-50", "C-45", "H-60"})
  void whatIsTakenIsFinalAndWhatIsNotStaysOpen() {
    Cellar cellar = Cellar.forfeit();
    String voucher = cellar.redeem("alice", 10);
    accepted(cellar.pickUp("alice", voucher, 9, 1));
    Voucher taken = cellar.voucher(cellar.output(0));
    Voucher rest = cellar.voucher(cellar.output(1));
    assertThat(cellar.voucher(voucher).state())
        .isEqualTo(new VoucherState.Divided(cellar.world().now()));
    assertThat(taken.units()).isEqualTo(5);
    assertThat(taken.state())
        .isEqualTo(
            VoucherState.Completed.first(cellar.world().now(), new PartyId("warehouse"), 9, 1));
    assertThat(rest.units()).isEqualTo(5);
    assertThat(rest.state()).isEqualTo(new VoucherState.Open());
    assertThat(cellar.pickUp("alice", taken.id().value(), 10, 0).code())
        .isEqualTo("voucher.VOUCHER_NOT_OPEN");
    accepted(cellar.pickUp("alice", rest.id().value(), 10, 0));
    assertThat(cellar.total(Name.TAKEN)).isEqualTo(10);
    assertThat(cellar.total(Name.OPEN_VOUCHERS)).isZero();
  }

  @Test
  @Requirement("C-57")
  void whatWasHandedOverLeadsBackToTheAttestedAnchor() {
    Attempt attempt = pickUp("voucher.deliver");
    attempt.say("lots", new Json.Arr(List.of(body("{'lot':'A-7'}"), body("{'lot':'A-8'}"))));
    Outcome outcome = attempt.send();
    var delivered =
        new VoucherEvent.Delivered(
            new VoucherId(attempt.voucher), new PartyId("warehouse"), 18, 2, List.of("A-7", "A-8"));
    assertThat(outcome.events()).extracting(Event::body).contains(delivered.encoded());
    var anchor = attempt.cellar.voucher(attempt.voucher).asset();
    assertThat(Assets.require(attempt.cellar.world().view(), anchor).status())
        .isEqualTo(AssetStatus.CONFIRMED);
  }

  @Test
  @Requirement("I-15")
  void nothingIsSignedInAFrozenHoldersName() {
    for (Attempt attempt :
        List.of(pickUp("voucher.deliver"), pickUp("voucher.declineHandover"), correction())) {
      attempt.freeze("PARTY", "alice");
      assertThat(attempt.send().code()).isIn("freeze.FROZEN", "party.PARTY_FROZEN");
    }
  }

  @Test
  @Requirement({"A-03", "C-45"})
  void theOwnerHandsOverToo() {
    Attempt attempt = pickUp("voucher.deliver");
    attempt.by = "owner";
    attempt.paper("warehouse", "owner");
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
  }

  // honour

  private static Attempt honour() {
    var attempt = new Attempt(Cellar.forfeit(), "estate", "voucher.honour");
    attempt.body = body("{'right':'brand','times':'20'}").with("voucher", attempt.voucher);
    return attempt;
  }

  static Stream<Case> honouringWithOneThingWrong() {
    return Stream.of(
            withVoucher(),
            whileOpen(),
            Stream.of(
                whileHolderIsFrozen(),
                when("expired", VoucherTest::expire, VoucherRefusal.VOUCHER_NOT_OPEN),
                when("unknown", a -> a.say("right", "income"), VoucherRefusal.RIGHT_UNKNOWN),
                when("by another", a -> a.by = "garden", VoucherRefusal.NOT_THE_RIGHTS_HOLDER),
                when("by the owner", a -> a.by = "owner", VoucherRefusal.NOT_THE_RIGHTS_HOLDER),
                when("once too often", a -> a.say("times", "21"), VoucherRefusal.RIGHT_USED_UP)))
        .flatMap(cases -> cases);
  }

  private static void expire(Attempt attempt) {
    attempt.after(Cellar.VOUCHER_MILLIS);
    Json.Obj expired = Json.Obj.empty().with("voucher", attempt.voucher);
    accepted(attempt.cellar.world().send("dora", "voucher.expire", expired));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"A-05", "C-46", "C-51", "H-61"})
  void honouringWithOneThingWrong(Case wrong) {
    honour().check(wrong);
  }

  @Test
  @Requirement({"I-13", "H-61"})
  void rightsAreHonouredAfterTheGoodsWereTakenToo() {
    Attempt attempt = honour();
    attempt.say("times", "5");
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
    accepted(attempt.cellar.pickUp("alice", attempt.voucher, 20, 0));
    attempt.say("times", "15");
    attempt.after(Cellar.VOUCHER_MILLIS - 1);
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
    attempt.say("times", "1");
    assertThat(attempt.send().code()).isEqualTo("voucher.RIGHT_USED_UP");
  }

  // expire

  private static Attempt expiry(Cellar cellar) {
    var attempt = new Attempt(cellar, "dora", "voucher.expire");
    attempt.body = Json.Obj.empty().with("voucher", attempt.voucher);
    attempt.after(Cellar.VOUCHER_MILLIS);
    return attempt;
  }

  static Stream<Case> expiryWithOneThingWrong() {
    return Stream.of(
            withVoucher(),
            Stream.of(
                whileHolderIsFrozen(),
                when("twice", VoucherTest::expireAtOnce, VoucherRefusal.VOUCHER_NOT_OPEN),
                when("too early", a -> a.after(-1), VoucherRefusal.VOUCHER_NOT_EXPIRED),
                when(
                    "collateral gone",
                    VoucherTest::takeCollateral,
                    VoucherRefusal.COLLATERAL_INSUFFICIENT)))
        .flatMap(cases -> cases);
  }

  private static void expireAtOnce(Attempt attempt) {
    accepted(attempt.send());
  }

  private static void takeCollateral(Attempt attempt) {
    Offering offering = attempt.cellar.market().offering(attempt.cellar.offering());
    attempt
        .cellar
        .world()
        .put(
            new Change.Put(
                Offering.key(offering.id()), offering.withCollateral(Optional.empty()).encoded()));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"C-50", "H-62"})
  void expiryWithOneThingWrong(Case wrong) {
    expiry(Cellar.paying(300)).check(wrong);
  }

  @Test
  @Requirement({"C-50", "H-62", "I-13"})
  void anExpiredVoucherIsPaidOutOfTheCollateral() {
    Attempt attempt = expiry(Cellar.paying(300));
    Cellar cellar = attempt.cellar;
    long before = cellar.market().holds("alice", Market.CNY);
    accepted(attempt.send());
    assertThat(cellar.market().holds("alice", Market.CNY) - before).isEqualTo(3_000);
    assertThat(cellar.voucher(attempt.voucher).state())
        .isEqualTo(new VoucherState.Expired(cellar.world().now(), 3_000));
    var left = cellar.market().offering(cellar.offering()).collateral().orElseThrow();
    assertThat(Lock.find(cellar.world().view(), left).orElseThrow().amount().units())
        .isEqualTo(27_000);
    assertThat(cellar.total(Name.EXPIRED)).isEqualTo(10);
    assertThat(cellar.total(Name.OPEN_VOUCHERS)).isZero();
  }

  @Test
  @Requirement({"C-50", "H-62"})
  void anExpiredVoucherIsForfeitWhereTheTermsSaySo() {
    Attempt attempt = expiry(Cellar.forfeit());
    long before = attempt.cellar.market().holds("alice", Market.CNY);
    accepted(attempt.send());
    assertThat(attempt.cellar.market().holds("alice", Market.CNY)).isEqualTo(before);
    assertThat(attempt.cellar.voucher(attempt.voucher).state())
        .isEqualTo(new VoucherState.Expired(attempt.cellar.world().now(), 0));
  }

  @Test
  @Requirement("I-15")
  void aFrozenVouchersClockStandsStill() {
    var attempt = new Attempt(Cellar.forfeit(), "dora", "voucher.expire");
    attempt.body = Json.Obj.empty().with("voucher", attempt.voucher);
    attempt.freeze("NOTE", attempt.voucher);
    attempt.after(DAY);
    attempt.cellar.unfreeze("NOTE", attempt.voucher);
    attempt.after(Cellar.VOUCHER_MILLIS - 1);
    assertThat(attempt.send().code()).isEqualTo("voucher.VOUCHER_NOT_EXPIRED");
    attempt.after(1);
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
  }

  // correct

  private static Attempt correction() {
    var attempt = new Attempt(Cellar.forfeit(), "warehouse", "voucher.correct");
    accepted(attempt.cellar.pickUp("alice", attempt.voucher, 20, 0));
    attempt.body =
        body("{'handed':'12','shortage':'8','reason':'two boxes were wet'}")
            .with("voucher", attempt.voucher);
    attempt.document = "voucher.correction";
    attempt.paper =
        body("{'number':1,'handed':'12','shortage':'8'}").with("voucher", attempt.voucher);
    return attempt;
  }

  static Stream<Case> correctionWithOneThingWrong() {
    var consent = VoucherRefusal.CONSENT_DIFFERS;
    return Stream.of(
            withVoucher(),
            Stream.of(
                when("by a third", a -> a.by = "bob", VoucherRefusal.NOT_THE_WAREHOUSE),
                when("an open voucher", VoucherTest::takeOpen, VoucherRefusal.NOTHING_TO_CORRECT),
                when(
                    "another sum",
                    a -> a.say("handed", "13"),
                    VoucherRefusal.HANDED_AND_SHORTAGE_DIFFER),
                when("consent by a third", a -> a.signer = "bob", consent),
                when("its own consent", a -> a.signer = "warehouse", consent),
                when("the owner's consent", a -> a.signer = "owner", consent),
                when("other figures", a -> a.paper("handed", "11"), consent),
                when("another voucher", a -> a.paper("voucher", "v"), consent),
                when(
                    "another number",
                    a -> a.paper = set("number", new Json.Whole(2)).apply(a.paper),
                    consent)))
        .flatMap(cases -> cases);
  }

  private static void takeOpen(Attempt attempt) {
    String open = attempt.cellar.redeem("alice", 10);
    attempt.say("voucher", open);
    attempt.paper("voucher", open);
  }

  @ParameterizedTest
  @MethodSource
  void correctionWithOneThingWrong(Case wrong) {
    correction().check(wrong);
  }

  @Test
  void aConsentServesOnce() {
    Attempt attempt = correction();
    Json.Obj first = attempt.signed();
    accepted(attempt.send());
    Json.Obj back = body("{'number':2,'handed':'20','shortage':'0'}");
    attempt.paper = back.with("voucher", attempt.voucher);
    attempt.say("handed", "20");
    attempt.say("shortage", "0");
    accepted(attempt.send());
    assertThat(attempt.cellar.world().send("warehouse", "voucher.correct", first).code())
        .isEqualTo("voucher.CONSENT_DIFFERS");
  }

  @Test
  void theHolderCorrectsWithTheOwnersConsentToo() {
    Attempt attempt = correction();
    attempt.by = "alice";
    attempt.signer = "owner";
    accepted(attempt.send());
    assertThat(attempt.cellar.voucher(attempt.voucher).state())
        .isEqualTo(
            new VoucherState.Completed(
                attempt.cellar.world().now(), new PartyId("warehouse"), 12, 8, 1));
  }

  @Test
  void nobodyAgreesWithItself() {
    var attempt = new Attempt(Cellar.forfeit(), "owner", "voucher.correct");
    attempt.cellar.market().note("owner", Market.TEA, 10);
    String own = attempt.cellar.redeem("owner", 10);
    accepted(attempt.cellar.pickUp("owner", own, 20, 0));
    attempt.body = body("{'handed':'12','shortage':'8','reason':'wet'}").with("voucher", own);
    attempt.document = "voucher.correction";
    attempt.paper = body("{'number':1,'handed':'12','shortage':'8'}").with("voucher", own);
    attempt.signer = "owner";
    assertThat(attempt.send().code()).isEqualTo("voucher.CONSENT_DIFFERS");
    attempt.signer = "warehouse";
    assertThat(attempt.send().code()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void everyRefusalIsReached() {
    Stream<String> reached =
        Stream.of(
                splitWithOneThingWrong(),
                deliveryWithOneThingWrong(),
                declinedHandoverWithOneThingWrong(),
                honouringWithOneThingWrong(),
                expiryWithOneThingWrong(),
                correctionWithOneThingWrong())
            .flatMap(cases -> cases)
            .map(Case::expected);
    assertThat(reached.toList())
        .containsAll(Arrays.stream(VoucherRefusal.values()).map(VoucherRefusal::code).toList());
  }
}
