package io.kedge.offering;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.fee.FeeScheduleId;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.DocumentRef;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Texts;
import io.kedge.party.InvestorClass;
import io.kedge.testing.Market;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The vectors were made by another program.
class OfferingGoldenTest {
  private static LedgerTime at(long millis) {
    return LedgerTime.of(millis);
  }

  private static Offering plain() {
    return new Offering(
        new OfferingId("plain"),
        Market.TEA,
        new PartyId("issuer"),
        new Terms(
            Market.CELLAR,
            100,
            500,
            Market.CNY,
            2,
            new PartyId("operator"),
            new SubscriptionTerms(
                new Window(at(10), at(30)),
                5,
                50,
                5,
                20,
                List.of(
                    new Tranche(
                        "public", 100, new Eligibility.Anyone(), new AllotmentRule.ProRata())),
                Optional.empty(),
                new Unsold.Return()),
            new TradingTerms(
                at(50),
                Optional.empty(),
                false,
                new FeeScheduleId("fees"),
                10,
                1,
                Optional.empty()),
            new RedemptionTerms(new Window(at(200), at(400)), 90, 5_000, new ExpiryRule.Forfeit()),
            new Clauses(new Texts("zh", texts("zh", "无", "en", "None")), List.of()),
            new Circulation.Internal(),
            ComplianceTerms.CAUTIOUS),
        at(7),
        List.of(),
        OfferingStatus.ANNOUNCED,
        Optional.empty(),
        0,
        Optional.empty());
  }

  private static TreeMap<String, String> texts(String... pairs) {
    var map = new TreeMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static Digest sha(String text) {
    return Digest.of(Bytes.utf8(text));
  }

  private static Offering full() {
    var terms =
        new Terms(
            new AssetId("cellar"),
            100,
            500,
            new InstrumentId("cny"),
            2,
            new PartyId("operator"),
            fullSubscription(),
            new TradingTerms(
                at(50),
                Optional.of(at(300)),
                true,
                new FeeScheduleId("fees"),
                10,
                1,
                Optional.of(100_000L)),
            new RedemptionTerms(new Window(at(200), at(400)), 90, 5_000, new ExpiryRule.Cash(400)),
            new Clauses(
                new Texts("en", texts("en", "None")),
                List.of(new DocumentRef("prospectus", sha("d"), "file 7", "application/pdf"))),
            new Circulation.External(new PartyId("chain")),
            new ComplianceTerms(
                TradingMethod.CONTINUOUS,
                0,
                0,
                List.of(InvestorClass.RETAIL),
                new TradingCalendar(
                    List.of(DayOfWeek.SUNDAY),
                    List.of(new TradingCalendar.Session(0, 1_440)),
                    List.of(20_000),
                    "UTC",
                    -60,
                    1_440)));
    return new Offering(
        new OfferingId("full"),
        Market.TEA,
        new PartyId("issuer"),
        terms,
        at(7),
        decrees(),
        OfferingStatus.SETTLED,
        Optional.of(at(99)),
        70,
        Optional.of(new LockId("lock-9")));
  }

  private static SubscriptionTerms fullSubscription() {
    return new SubscriptionTerms(
        new Window(at(10), at(30)),
        5,
        50,
        5,
        20,
        List.of(
            new Tranche(
                "a",
                40,
                new Eligibility.Classes(List.of(InvestorClass.RETAIL)),
                new AllotmentRule.FirstCome(true)),
            new Tranche(
                "b",
                30,
                new Eligibility.Listed(List.of(new PartyId("alice"), new PartyId("bob"))),
                new AllotmentRule.Lottery()),
            new Tranche("c", 30, new Eligibility.Anyone(), new AllotmentRule.Hybrid())),
        Optional.of(new Draw(sha("i"), new PartyId("regulator"), sha("r"), at(40))),
        new Unsold.Extend(at(45)));
  }

  private static List<Decree> decrees() {
    return List.<Decree.Kind>of(
            new Decree.OpenedEarly(Stage.SUBSCRIPTION, at(8)),
            new Decree.Postponed(Stage.TRADING, at(60)),
            new Decree.Extended(at(45)),
            new Decree.Suspended(),
            new Decree.Resumed(),
            new Decree.Cancelled(),
            new Decree.Withdrawn())
        .stream()
        .map(kind -> new Decree(kind, at(9), new PartyId("operator"), "why"))
        .toList();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/offering-1.csv", numLinesToSkip = 1)
  void everyOfferingEverWrittenKeepsItsBytes(String id, String digest) {
    Offering offering = id.equals("plain") ? plain() : full();
    assertThat(Digest.of(offering.encoded()).hex()).isEqualTo(digest);
    assertThat(Offering.decode(offering.encoded())).isEqualTo(offering);
  }
}
