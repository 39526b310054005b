package io.kedge.gift;

import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.TradingWorld.CELLAR;
import static io.kedge.testing.TradingWorld.CLOSES;
import static io.kedge.testing.TradingWorld.CNY;
import static io.kedge.testing.TradingWorld.DAY;
import static io.kedge.testing.TradingWorld.OPENS;
import static io.kedge.testing.TradingWorld.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Event;
import io.kedge.freeze.FreezeSubject;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.note.LockPurpose;
import io.kedge.offering.OfferingStatus;
import io.kedge.party.InvestorClass;
import io.kedge.party.Role;
import io.kedge.testing.TradingWorld;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"C-30", "H-55", "H-56", "I-09"})
class GiftTest {
  private static final UnaryOperator<Json.Obj> AS_IT_IS = UnaryOperator.identity();

  private static TradingWorld world() {
    return new TradingWorld().fees(1_000, 2_000);
  }

  private static Json.Obj gift(String note) {
    return Json.Obj.empty()
        .with("issue", "tea")
        .with("inputs", texts(note))
        .with("units", "4")
        .with("to", "bob")
        .with("expiry", CLOSES.millis())
        .with("message", "ab".repeat(32));
  }

  /// Alice offers bob 4 of her 10; the answer is the gift's lock.
  private static Json.Obj offered(TradingWorld world) {
    String note = world.give("alice", TEA, 10);
    assertThat(world.send("alice", "gift.offer", gift(note)).code()).isEqualTo("accepted");
    return Json.Obj.empty().with("lock", world.output(0));
  }

  @Test
  @Requirement("C-82")
  void aGiftWaitsForItsReceiverAndCostsNothing() {
    TradingWorld world = world().open();
    Json.Obj lock = offered(world);
    assertThat(world.balance("alice", TEA)).isEqualTo(6);
    assertThat(world.balance("bob", TEA)).isZero();
    assertThat(world.locks())
        .singleElement()
        .satisfies(l -> assertThat(l.purpose()).isEqualTo(LockPurpose.GIFT))
        .satisfies(l -> assertThat(l.executor()).contains(new PartyId("bob")));
    var outcome = world.after(7).send("bob", "gift.accept", lock);
    assertThat(outcome.code()).isEqualTo("accepted");
    assertThat(outcome.events())
        .extracting(Event::tag)
        .containsExactly("lock.ended", "note.created", "gift.given");
    assertThat(world.balance("bob", TEA)).isEqualTo(4);
    assertThat(world.notes())
        .as("nobody paid anything")
        .noneMatch(note -> note.amount().instrument().equals(CNY));
    assertThat(world.note(world.output(0)).since()).isEqualTo(world.now());
    assertThat(world.send("bob", "gift.accept", lock).code()).isEqualTo("note.LOCK_NOT_FOUND");
  }

  @Test
  void whoAcceptsAllGiftsGetsThemAtOnce() {
    TradingWorld world = world().trader("bob", "bob", InvestorClass.PROFESSIONAL, true).open();
    var outcome = world.send("alice", "gift.offer", gift(world.give("alice", TEA, 10)));
    assertThat(outcome.events()).extracting(Event::tag).contains("gift.given");
    assertThat(world.balance("bob", TEA)).isEqualTo(4);
    assertThat(world.balance("alice", TEA)).isEqualTo(6);
    assertThat(world.locks()).isEmpty();
  }

  @Test
  void whatIsDeclinedRevokedOrExpiredGoesBack() {
    String[][] ends = {
      {"bob", "gift.decline", "gift.declined"},
      {"alice", "gift.revoke", "gift.revoked"},
      {"carol", "lock.expire", "lock.ended"},
    };
    for (String[] end : ends) {
      TradingWorld world = world().open();
      Json.Obj lock = offered(world);
      if (end[1].equals("lock.expire")) {
        assertThat(world.send(end[0], end[1], lock).code()).isEqualTo("note.LOCK_NOT_EXPIRED");
        world.after(9 * DAY);
        assertThat(world.send("bob", "gift.accept", lock).code()).isEqualTo("note.LOCK_EXPIRED");
      }
      var outcome = world.send(end[0], end[1], lock);
      assertThat(outcome.code()).isEqualTo("accepted");
      assertThat(outcome.events()).extracting(Event::tag).contains(end[2]);
      assertThat(world.balance("alice", TEA)).isEqualTo(10);
      assertThat(world.note(world.output(0)).since()).isEqualTo(OPENS);
    }
  }

  @Test
  void onlyTheReceiverDecidesAndOnlyTheGiverRevokes() {
    TradingWorld world = world().open();
    Json.Obj lock = offered(world);
    for (String by : new String[] {"alice", "carol", "market"}) {
      assertThat(world.send(by, "gift.accept", lock).code()).isEqualTo("note.NOT_THE_EXECUTOR");
      assertThat(world.send(by, "gift.decline", lock).code()).isEqualTo("note.NOT_THE_EXECUTOR");
    }
    for (String by : new String[] {"bob", "market"}) {
      assertThat(world.send(by, "gift.revoke", lock).code()).isEqualTo("note.LOCK_NOT_OWNED");
    }
    var sale = TradingWorld.order("SELL", 100, 1);
    var order = Json.Obj.empty().with("lock", world.place("alice", sale, TEA, 1));
    assertThat(world.send("alice", "gift.revoke", order).code())
        .isEqualTo("note.LOCK_FOR_OTHER_PURPOSE");
  }

  @Test
  @Requirement({"C-31", "I-11"})
  void aSuspensionStopsTradingAndNotGiving() {
    TradingWorld world = world().open().suspend();
    assertThat(world.send("bob", "gift.accept", offered(world)).code()).isEqualTo("accepted");
  }

  private static Arguments wrong(String what, UnaryOperator<Json.Obj> tweak, String code) {
    return Arguments.of(what, (Consumer<TradingWorld>) TradingWorld::now, tweak, code);
  }

  private static Arguments meanwhile(String what, Consumer<TradingWorld> then, String code) {
    return Arguments.of(what, then, AS_IT_IS, code);
  }

  static Stream<Arguments> wrongOffers() {
    return Stream.of(
        meanwhile("no trader", w -> w.world().with("alice", Role.OWNER), "party.ROLE_MISSING"),
        wrong("to herself", set("to", "alice"), "gift.GIFT_TO_ONESELF"),
        wrong("to nobody", set("to", "nobody"), "party.PARTY_UNKNOWN"),
        wrong("to the operator", set("to", "market"), "party.ROLE_MISSING"),
        wrong("another issue", set("issue", "wine"), "offering.OFFERING_UNKNOWN"),
        wrong("cash", set("issue", "cny"), "offering.OFFERING_UNKNOWN"),
        meanwhile(
            "not settled", w -> w.offering(OfferingStatus.SETTLING), "offering.TRADING_NOT_OPEN"),
        meanwhile("at the close", w -> w.after(9 * DAY), "offering.TRADING_CLOSED"),
        meanwhile("frozen anchor", w -> w.freeze(FreezeSubject.of(CELLAR)), "freeze.FROZEN"),
        meanwhile("frozen issue", w -> w.freeze(FreezeSubject.of(TEA)), "freeze.FROZEN"),
        meanwhile(
            "to a retail investor",
            w -> w.trader("bob", "bob", InvestorClass.RETAIL, false),
            "offering.INVESTOR_CLASS_NOT_ADMITTED"),
        wrong("now", set("expiry", "" + OPENS.millis()), "gift.EXPIRY_NOT_AHEAD"),
        wrong("too long", set("expiry", "" + (CLOSES.millis() + 1)), "gift.EXPIRY_AFTER_CLOSE"),
        wrong("no notes", set("inputs", texts()), "note.INPUTS_EMPTY"),
        wrong("more than she has", set("units", "11"), "note.UNITS_INSUFFICIENT"),
        meanwhile(
            "just bought",
            w -> w.holding(0, 1).open().offering(OfferingStatus.SETTLED),
            "note.RESALE_TOO_EARLY"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongOffers(
      String what, Consumer<TradingWorld> then, UnaryOperator<Json.Obj> tweak, String code) {
    TradingWorld good = world().open();
    Json.Obj base = gift(good.give("alice", TEA, 10));
    assertThat(good.send("alice", "gift.offer", base).code()).isEqualTo("accepted");
    TradingWorld bad = world().open();
    bad.give("alice", TEA, 10);
    then.accept(bad);
    assertThat(bad.send("alice", "gift.offer", tweak.apply(base)).code()).isEqualTo(code);
  }

  static Stream<Arguments> wrongAcceptances() {
    return Stream.of(
        meanwhile("no trader now", w -> w.world().with("bob", Role.OWNER), "party.ROLE_MISSING"),
        meanwhile("anchor frozen", w -> w.freeze(FreezeSubject.of(CELLAR)), "freeze.FROZEN"),
        meanwhile(
            "giver frozen", w -> w.freeze(FreezeSubject.of(new PartyId("alice"))), "freeze.FROZEN"),
        meanwhile(
            "gift frozen",
            w -> w.freeze(FreezeSubject.of(new NoteId(w.locks().getFirst().id().value()))),
            "freeze.FROZEN"),
        meanwhile(
            "receiver frozen",
            w -> w.freeze(FreezeSubject.of(new PartyId("bob"))),
            "party.PARTY_FROZEN"),
        meanwhile(
            "offering withdrawn",
            w -> w.offering(OfferingStatus.CANCELLED),
            "offering.OFFERING_UNKNOWN"),
        meanwhile(
            "reclassified",
            w -> w.trader("bob", "bob", InvestorClass.RETAIL, false),
            "offering.INVESTOR_CLASS_NOT_ADMITTED"),
        meanwhile("at the end", w -> w.after(9 * DAY), "note.LOCK_EXPIRED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wrongAcceptances(
      String what, Consumer<TradingWorld> then, UnaryOperator<Json.Obj> tweak, String code) {
    TradingWorld good = world().open();
    assertThat(good.send("bob", "gift.accept", offered(good)).code()).isEqualTo("accepted");
    TradingWorld bad = world().open();
    Json.Obj lock = offered(bad);
    then.accept(bad);
    assertThat(bad.send("bob", "gift.accept", tweak.apply(lock)).code()).isEqualTo(code);
  }

  @Test
  void theHoldersLimitCountsWhoAccepts() {
    TradingWorld world = world().holding(2, 0).open();
    world.give("carol", TEA, 1);
    Json.Obj lock = offered(world);
    assertThat(world.send("bob", "gift.accept", lock).code()).isEqualTo("note.HOLDERS_OVER_MAX");
    world.trader("bob", "carol", InvestorClass.PROFESSIONAL, false);
    assertThat(world.send("bob", "gift.accept", lock).code())
        .as("one more account of an owner who holds already")
        .isEqualTo("accepted");
  }

  /// Written once, never regenerated: a new encoding adds a file beside this one.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/gift-terms-1.csv", numLinesToSkip = 1)
  void allTermsEverWrittenKeepTheirDigest(String message, String digest) {
    var terms = new GiftTerms(Optional.ofNullable(message).map(Digest::fromHex));
    assertThat(Digest.of(terms.encoded()).hex()).isEqualTo(digest);
    assertThat(GiftTerms.decode(terms.encoded())).isEqualTo(terms);
  }
}
