package io.kedge.redemption;

import static io.kedge.testing.Bodies.body;
import static io.kedge.testing.Bodies.set;
import static io.kedge.testing.Bodies.texts;
import static io.kedge.testing.Market.DAY;
import static io.kedge.testing.Market.TEA;
import static io.kedge.testing.Market.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Outcome;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.note.StripedTotal.Name;
import io.kedge.testing.Cellar;
import io.kedge.testing.Market;
import io.kedge.voucher.Voucher;
import io.kedge.voucher.VoucherRight;
import io.kedge.voucher.VoucherState;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedemptionTest {
  record Case(String what, Consumer<Attempt> change, String expected) {
    @Override
    public String toString() {
      return what + ": " + expected;
    }
  }

  static final class Attempt {
    final Cellar cellar = Cellar.forfeit();
    final String type;
    String by;
    Json.Obj body;

    Attempt(String by, String type) {
      this.by = by;
      this.type = type;
      this.body =
          type.equals("redemption.redeem")
              ? cellar.redemption("alice", 10)
              : body("{'issue':'tea','holder':'alice'}").with("inputs", cellar.inputs("alice"));
      if (type.equals("redemption.force")) {
        cellar.market().atDay(40);
      }
    }

    Outcome send() {
      return cellar.world().send(by, type, body);
    }

    void check(Case wrong) {
      assertThat(cellar.world().dryRun(by, type, body, by).code()).isEqualTo(Outcome.ACCEPTED);
      wrong.change.accept(this);
      assertThat(send().code()).isEqualTo(wrong.expected);
    }

    void say(String member, String value) {
      body = set(member, value).apply(body);
    }

    void say(String member, Json value) {
      body = set(member, value).apply(body);
    }
  }

  private static Case when(String what, Consumer<Attempt> change, String expected) {
    return new Case(what, change, expected);
  }

  private static Stream<Case> either() {
    return Stream.of(
        when("no such issue", a -> a.say("issue", "wine"), "offering.OFFERING_UNKNOWN"),
        when("issue frozen", a -> a.cellar.freeze("INSTRUMENT", "tea"), "freeze.FROZEN"),
        when("anchor frozen", a -> a.cellar.freeze("ASSET", "cellar"), "freeze.FROZEN"),
        when(
            "note frozen",
            a -> a.cellar.freeze("NOTE", a.cellar.notes("alice").getFirst().value()),
            "freeze.FROZEN"),
        when("no notes", a -> a.say("inputs", texts()), "note.INPUTS_EMPTY"),
        when("no such note", a -> a.say("inputs", texts("n")), "note.NOTE_NOT_FOUND"),
        when("another's note", a -> a.say("inputs", a.cellar.inputs("bob")), "note.NOTE_NOT_OWNED"),
        when(
            "cash",
            a -> a.say("inputs", texts(a.cellar.market().cash("alice", 10).value())),
            "note.NOTE_OF_OTHER_INSTRUMENT"));
  }

  static Stream<Case> redemptionWithOneThingWrong() {
    return Stream.concat(
        either(),
        Stream.of(
            when("too early", a -> a.cellar.world().after(-1), "offering.REDEMPTION_NOT_OPEN"),
            when("too late", a -> a.cellar.world().after(20 * DAY), "offering.REDEMPTION_CLOSED"),
            when("by another", a -> a.by = "bob", "note.NOTE_NOT_OWNED"),
            when("too many", a -> a.say("units", "51"), "note.UNITS_INSUFFICIENT")));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"C-41", "C-42", "H-57"})
  void redemptionWithOneThingWrong(Case wrong) {
    new Attempt("alice", "redemption.redeem").check(wrong);
  }

  static Stream<Case> forceWithOneThingWrong() {
    return Stream.concat(
        either(),
        Stream.of(
            when("by its issuer", a -> a.by = "issuer", "party.ROLE_MISSING"),
            when("another's", a -> a.say("holder", "bob"), "note.NOTE_NOT_OWNED"),
            when("holder frozen", a -> a.cellar.freeze("PARTY", "alice"), "freeze.FROZEN"),
            when(
                "too early",
                a -> a.cellar.world().after(-1),
                RedemptionRefusal.WINDOW_NOT_OVER.code())));
  }

  @ParameterizedTest
  @MethodSource
  @Requirement({"C-49", "H-58", "I-12"})
  void forceWithOneThingWrong(Case wrong) {
    new Attempt("operator", "redemption.force").check(wrong);
  }

  @Test
  void everyRefusalIsReached() {
    assertThat(forceWithOneThingWrong().map(Case::expected).toList())
        .containsAll(
            Arrays.stream(RedemptionRefusal.values()).map(RedemptionRefusal::code).toList());
  }

  @Test
  @Requirement({"C-41", "C-42", "C-43", "H-57", "H-43"})
  void unitsBecomeAVoucherAtTheAgreedRatioWithEveryRight() {
    Cellar cellar = Cellar.forfeit();
    Json.Obj body = cellar.redemption("alice", 10).with("person", "cd".repeat(32));
    accepted(cellar.world().send("alice", "redemption.redeem", body));
    Voucher voucher = cellar.vouchers().getFirst();
    assertThat(voucher.holder()).isEqualTo(new PartyId("alice"));
    assertThat(voucher.person().orElseThrow().hex()).isEqualTo("cd".repeat(32));
    assertThat(voucher.issue()).isEqualTo(TEA);
    assertThat(voucher.asset()).isEqualTo(Market.CELLAR);
    assertThat(voucher.offering()).isEqualTo(cellar.offering());
    assertThat(voucher.units()).isEqualTo(10);
    assertThat(voucher.goods()).isEqualTo(20);
    assertThat(voucher.rights())
        .containsExactly(
            new VoucherRight("brand", new PartyId("estate"), 20, 0),
            new VoucherRight("tasting", new PartyId("garden"), 60, 0));
    assertThat(voucher.expiresAt())
        .isEqualTo(cellar.world().now().plusMillis(Cellar.VOUCHER_MILLIS));
    assertThat(voucher.state()).isEqualTo(new VoucherState.Open());
    assertThat(cellar.market().holds("alice", TEA)).isEqualTo(40);
    assertThat(cellar.total(Name.SUPPLY)).isEqualTo(90);
    assertThat(cellar.total(Name.OPEN_VOUCHERS)).isEqualTo(10);
  }

  @Test
  @Requirement("C-44")
  void redeemedUnitsAreGone() {
    Cellar cellar = Cellar.forfeit();
    Json.Obj all = cellar.redemption("alice", 50);
    accepted(cellar.world().send("alice", "redemption.redeem", all));
    assertThat(cellar.world().send("alice", "redemption.redeem", all).code())
        .isEqualTo("note.NOTE_NOT_FOUND");
    Json.Obj move =
        body("{'instrument':'tea','outputs':[{'to':'alice','units':'50'}]}")
            .with("inputs", all.members().get("inputs"));
    assertThat(cellar.world().send("alice", "note.transfer", move).code())
        .isEqualTo("note.NOTE_NOT_FOUND");
    assertThat(cellar.market().holds("alice", TEA)).isZero();
  }

  @Test
  @Requirement({"C-49", "C-51", "H-58"})
  void forcedRedemptionTakesNothingFromTheHolder() {
    var attempt = new Attempt("operator", "redemption.force");
    accepted(attempt.send());
    Voucher voucher = attempt.cellar.vouchers().getFirst();
    assertThat(voucher.holder()).isEqualTo(new PartyId("alice"));
    assertThat(voucher.units()).isEqualTo(50);
    assertThat(voucher.expiresAt())
        .isEqualTo(attempt.cellar.world().now().plusMillis(Cellar.VOUCHER_MILLIS));
    assertThat(attempt.cellar.market().holds("alice", TEA)).isZero();
  }

  @Test
  @Requirement("I-15")
  void aFreezeMovesTheWindow() {
    Cellar cellar = Cellar.forfeit();
    cellar.market().atDay(39);
    cellar.freeze("ASSET", "cellar");
    cellar.market().atDay(50);
    cellar.unfreeze("ASSET", "cellar");
    Json.Obj force =
        body("{'issue':'tea','holder':'alice'}").with("inputs", cellar.inputs("alice"));
    assertThat(cellar.world().send("operator", "redemption.force", force).code())
        .isEqualTo("redemption.WINDOW_NOT_OVER");
    assertThat(
            cellar.world().send("alice", "redemption.redeem", cellar.redemption("alice", 1)).code())
        .isEqualTo(Outcome.ACCEPTED);
  }
}
