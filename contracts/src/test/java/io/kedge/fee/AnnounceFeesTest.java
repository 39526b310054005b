package io.kedge.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.contract.Decision;
import io.kedge.contract.MapView;
import io.kedge.contract.RefusedException;
import io.kedge.contract.Signed;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.InvestorClass;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyRefusal;
import io.kedge.party.PartyStatus;
import io.kedge.party.Role;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"C-29", "I-19"})
class AnnounceFeesTest {
  private static final LedgerTime NOW = LedgerTime.of(1_000_000);
  private static final PartyId MARKET = new PartyId("market");
  private static final FeeScheduleId ID = new FeeScheduleId("standard");

  private final MapView view = new MapView();
  private final AnnounceFees contract = new AnnounceFees();

  AnnounceFeesTest() {
    party(MARKET, Role.OPERATOR);
    party(new PartyId("other-market"), Role.OPERATOR);
    party(new PartyId("alice"), Role.TRADER);
  }

  private void party(PartyId id, Role role) {
    var party =
        new Party(
            id,
            PartyKind.ENTERPRISE,
            PartyStatus.VERIFIED,
            new TreeSet<>(List.of(role)),
            Digest.ZERO,
            id,
            InvestorClass.RETAIL,
            0,
            false);
    view.apply(Decision.accept().put(Parties.key(id), party.encoded()).build().changes());
  }

  record Sent(PartyId by, FeeCommand.Announce announce) {
    Sent by(String party) {
      return new Sent(new PartyId(party), announce);
    }

    Sent from(long millis) {
      return new Sent(
          by, new FeeCommand.Announce(announce.id(), LedgerTime.of(millis), announce.tiers()));
    }

    Sent tiers(List<FeeRates> tiers) {
      return new Sent(by, new FeeCommand.Announce(announce.id(), announce.effectiveFrom(), tiers));
    }
  }

  private static List<FeeRates> tiers(int maker, int taker) {
    return Collections.nCopies(10, new FeeRates(maker, taker, 0));
  }

  private static Sent base() {
    return new Sent(
        MARKET, new FeeCommand.Announce(ID, LedgerTime.of(2_000_000), tiers(800, 1_200)));
  }

  private void send(Sent sent, LedgerTime now) {
    contract
        .precheck(sent.announce())
        .ifPresent(
            refusal -> {
              throw RefusedException.because(refusal);
            });
    var id = new CommandId(Digest.of(Bytes.utf8(sent.toString())));
    var signed = new Signed<>(id, sent.announce(), sent.by(), new TreeSet<>());
    view.apply(((Decision.Accepted) contract.decide(signed, view, now)).changes());
  }

  static Stream<Arguments> oneThingWrong() {
    return Stream.of(
        wrong("nine tiers", s -> s.tiers(tiers(1, 1).subList(0, 9)), FeeRefusal.TIERS_NOT_TEN),
        wrong("more than all", s -> s.tiers(tiers(1_000_001, 0)), FeeRefusal.RATE_OVER_WHOLE),
        wrong("a trader", s -> s.by("alice"), PartyRefusal.ROLE_MISSING),
        wrong(
            "another operator", s -> s.by("other-market"), FeeRefusal.SCHEDULE_OF_ANOTHER_OPERATOR),
        wrong("yesterday", s -> s.from(NOW.millis() - 1), FeeRefusal.EFFECTIVE_IN_THE_PAST),
        wrong("the same date again", s -> s.from(NOW.millis()), FeeRefusal.VERSION_EXISTS));
  }

  private static Arguments wrong(String what, UnaryOperator<Sent> tweak, Object refusal) {
    return Arguments.of(what, tweak, refusal);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneThingWrong(String what, UnaryOperator<Sent> tweak, Object refusal) {
    send(base().from(NOW.millis()), NOW);
    assertThatThrownBy(() -> send(tweak.apply(base()), NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    send(base(), NOW);
    assertThat(Fees.require(view, ID).versions()).hasSize(2);
  }

  @Test
  void aVersionIsInForceFromItsDateAndNotAMillisecondBefore() {
    assertThatThrownBy(() -> Fees.require(view, ID)).hasMessageContaining("standard");
    send(base().from(NOW.millis() + 1), NOW);
    assertThatThrownBy(() -> Fees.rate(view, ID, NOW, FeeSide.MAKER, 0))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(FeeRefusal.SCHEDULE_NOT_EFFECTIVE));
    send(base().tiers(tiers(7, 9)), NOW);
    assertThat(Fees.rate(view, ID, LedgerTime.of(1_999_999), FeeSide.MAKER, 0)).isEqualTo(800);
    assertThat(Fees.rate(view, ID, LedgerTime.of(2_000_000), FeeSide.MAKER, 9)).isEqualTo(7);
    assertThat(Fees.rate(view, ID, LedgerTime.NEVER, FeeSide.TAKER, 9)).isEqualTo(9);
    assertThat(Fees.rate(view, ID, LedgerTime.NEVER, FeeSide.SUBSCRIPTION, 9)).isZero();
  }

  @Test
  void whatIsOverLeavesRoomForWhatIsToCome() {
    for (int i = 1; i <= FeeSchedule.VERSIONS_MAX; i++) {
      send(base().from(NOW.millis() + i), NOW);
    }
    var more = base().from(NOW.millis() + 100);
    assertThatThrownBy(() -> send(more, NOW))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(FeeRefusal.TOO_MANY_VERSIONS));
    send(more, NOW.plusMillis(2));
    var schedule = Fees.require(view, ID);
    assertThat(schedule.versions()).hasSize(FeeSchedule.VERSIONS_MAX);
    assertThat(schedule.at(NOW.plusMillis(1))).isEmpty();
    assertThat(schedule.at(NOW.plusMillis(2))).isPresent();
  }

  @Test
  void readsItsBody() {
    var tier = Json.Obj.empty().with("makerPpm", new Json.Whole(800));
    tier = tier.with("takerPpm", new Json.Whole(1_200)).with("subscriptionPpm", new Json.Whole(0));
    var body =
        Json.Obj.empty()
            .with("id", "standard")
            .with("effectiveFrom", 2_000_000)
            .with("tiers", new Json.Arr(Collections.nCopies(10, tier)));
    var fields = Fields.of("body", body);
    assertThat(contract.decode(fields)).isEqualTo(base().announce());
    fields.end();
    assertThat(contract.type()).hasToString("fee.announce/1");
  }

  /// Written once, never regenerated: a new encoding adds a file beside this one.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/fee-schedule-1.csv", numLinesToSkip = 1)
  void everySchedulePublishedKeepsItsDigest(
      String id,
      String operator,
      long from,
      int maker,
      int taker,
      int subscription,
      String digest) {
    var tiers = Collections.nCopies(10, new FeeRates(maker, taker, subscription));
    var schedule =
        new FeeSchedule(
            new FeeScheduleId(id),
            new PartyId(operator),
            List.of(new FeeSchedule.Version(LedgerTime.of(from), tiers)));
    assertThat(Digest.of(schedule.encoded()).hex()).isEqualTo(digest);
    assertThat(FeeSchedule.decode(schedule.encoded())).isEqualTo(schedule);
  }
}
