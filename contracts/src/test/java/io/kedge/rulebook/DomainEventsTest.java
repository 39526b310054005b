package io.kedge.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.kedge.asset.AssetEvent;
import io.kedge.attestation.AttestationEvent;
import io.kedge.cash.CashEvent;
import io.kedge.contract.DomainEvent;
import io.kedge.contract.Event;
import io.kedge.gift.GiftEvent;
import io.kedge.issue.IssueEvent;
import io.kedge.issue.IssueStatus;
import io.kedge.kernel.AssetId;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.Wire;
import io.kedge.party.KeyRecord;
import io.kedge.party.Party;
import io.kedge.party.PartyEvent;
import io.kedge.party.Role;
import io.kedge.reduction.ReductionEvent;
import io.kedge.reduction.ReductionId;
import io.kedge.reduction.ReductionStatus;
import io.kedge.subscription.SubscriptionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Written once, never regenerated: a new version of an event adds a line beside the old one.
class DomainEventsTest {
  private static final SortedMap<String, Bytes> GOLDEN = golden();

  private static SortedMap<String, Bytes> golden() {
    try (var in = DomainEventsTest.class.getResourceAsStream("/golden/event-1.csv")) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1);
      var golden = new TreeMap<String, Bytes>();
      lines.map(line -> line.split(",")).forEach(l -> golden.put(l[0], Bytes.fromHex(l[1])));
      return golden;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DomainEvent published(String tag) {
    return DomainEvents.decode(new Event(GOLDEN.get(tag)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/golden/event-1.csv", numLinesToSkip = 1, maxCharsPerColumn = 8192)
  void everyEventEverPublishedIsReadBackToTheByte(String tag, String hex) {
    var event = new Event(Bytes.fromHex(hex));
    assertThat(event.tag()).isEqualTo(tag);
    DomainEvent typed = DomainEvents.decode(event);
    assertThat(typed.encoded().hex()).isEqualTo(hex);
    assertThat(DomainEvents.decode(new Event(typed.encoded()))).isEqualTo(typed);
  }

  /// The concepts on one side, what stands in the code on the other.
  @Test
  void everyRecordOfEveryEventInterfaceHasAPublishedExample() {
    List<Class<?>> records =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.kedge")
                .stream()
                .filter(type -> type.isAssignableTo(DomainEvent.class) && !type.isInterface())
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    assertThat(records).hasSizeGreaterThan(70).allMatch(Class::isRecord);
    assertThat(GOLDEN.keySet()).isEqualTo(DomainEvents.tags());
    assertThat(GOLDEN.keySet().stream().<Class<?>>map(tag -> published(tag).getClass()))
        .containsExactlyInAnyOrderElementsOf(records);
    assertThat(records.stream().map(Class::getEnclosingClass).distinct())
        .allMatch(concept -> concept.isSealed());
  }

  static Stream<DomainEvent> events() {
    Party party = ((PartyEvent.Verified) published("party.verified")).party();
    KeyRecord key = ((PartyEvent.KeyAdded) published("party.keyAdded")).key();
    var deposit = ((CashEvent.Deposited) published("cash.minted")).deposit();
    var application = ((SubscriptionEvent.Applied) published("subscription.applied")).application();
    var operator = new PartyId("market");
    var statement = new StatementId("s1");
    return Stream.of(
        new AssetEvent.AmendmentEnded(new AssetId("a1"), statement),
        new AttestationEvent.Withdrawn(statement, party.id()),
        new AttestationEvent.Attested(statement, 2, Role.CUSTODIAN, party.id()),
        new AttestationEvent.TookEffect(statement, LedgerTime.of(1_767_225_600_000L)),
        new CashEvent.Corrected(
            deposit, 250, "误记", new CommandId(Digest.of(Bytes.utf8("consent")))),
        new IssueEvent.Ended(new InstrumentId("i1"), IssueStatus.DECLINED),
        new PartyEvent.AutoAcceptSet(party.id(), true),
        new PartyEvent.Closed(party, operator, "licence ended"),
        new PartyEvent.Declined(party, operator, "证照不全"),
        new PartyEvent.RolesSet(party, operator, "issuer too"),
        new PartyEvent.EmployeeRemoved(party.id(), new EmployeeId("zhang.san")),
        new PartyEvent.KeyRevoked(key, party.id(), "lost"),
        new ReductionEvent.Ended(new ReductionId("r1"), ReductionStatus.WITHDRAWN),
        new SubscriptionEvent.SetAside(application));
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsReadIsWhatWasWritten(DomainEvent event) {
    assertThat(DomainEvents.decode(new Event(event.encoded()))).isEqualTo(event);
  }

  @Test
  void whatIsNoEventIsRefused() {
    assertThatThrownBy(() -> DomainEvents.decode(new Event(new Wire("note.lent", 1).bytes())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no event is called note.lent");
    assertThatThrownBy(() -> GiftEvent.decode(GOLDEN.get("note.spent")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no event is called note.spent");
    assertThatThrownBy(() -> GiftEvent.decode(new Wire("gift.declined", 2).text("l1").bytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no version 2 of gift.declined");
    assertThatThrownBy(() -> GiftEvent.FORMAT.with("gift.declined", 1, _ -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gift.declined 1 is there already");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tags")
  void whatIsCutOrGoesOnIsRefused(String tag) {
    Bytes whole = GOLDEN.get(tag);
    Bytes longer = Bytes.fromHex(whole.hex() + "00");
    assertThatThrownBy(() -> DomainEvents.decode(new Event(longer)))
        .isInstanceOf(IllegalArgumentException.class);
    Bytes cut = whole.slice(0, whole.size() - 1);
    assertThatThrownBy(() -> DomainEvents.decode(new Event(cut)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<String> tags() {
    return GOLDEN.keySet().stream();
  }

  @Test
  void everyEventStandsOnItsPage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "events.md"));
    var rows =
        page.lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`")[1])
            .collect(Collectors.toList());
    assertThat(rows).doesNotHaveDuplicates().hasSameElementsAs(DomainEvents.tags());
  }

  @Test
  void aPageNamesTheMembersInTheirOrder() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "events.md"));
    for (String tag : DomainEvents.tags()) {
      String members =
          Stream.of(published(tag).getClass().getRecordComponents())
              .map(component -> "`" + component.getName() + "`")
              .collect(Collectors.joining(", "));
      assertThat(page).contains("| `" + tag + "` | " + members + " |");
    }
  }
}
