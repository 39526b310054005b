package io.kedge.party;

import static io.kedge.testing.Anchors.DAY;
import static io.kedge.testing.Anchors.accepted;
import static io.kedge.testing.Bodies.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.Requirement;
import io.kedge.testing.Anchors;
import io.kedge.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The command in these tests moves ten units.
class MandatesTest {
  private static final LedgerTime LATER = World.START.plusMillis(DAY);

  private final World world = Anchors.world();
  private Json.Obj tenUnits = Json.Obj.empty();

  @BeforeEach
  void anAssetThatCanBeReduced() {
    tenUnits =
        body("{'quantity': '10', 'reason': 'sold'}")
            .with("asset", Anchors.confirmed(world, 100).value())
            .with("deadline", LATER.millis());
  }

  private static Mandate mandate(Optional<Long> max, Optional<Long> fourEyes) {
    return new Mandate(List.of(new CommandPattern("reduction.apply")), max, fourEyes, LATER);
  }

  private static Mandate covering(String... patterns) {
    var list = Stream.of(patterns).map(CommandPattern::new).toList();
    return new Mandate(list, Optional.empty(), Optional.empty(), LATER);
  }

  private World employ(String name, boolean active, Mandate mandate) {
    return world.withEmployee("house", new Employee(new EmployeeId(name), active, mandate));
  }

  private String reduce(String... keys) {
    return world.dryRun("house", "reduction.apply", tenUnits, keys).code();
  }

  static Stream<Arguments> mandates() {
    Optional<Long> none = Optional.empty();
    return Stream.of(
        Arguments.of("covers it", mandate(none, none), "accepted"),
        Arguments.of("covers the concept", covering("reduction.*"), "accepted"),
        Arguments.of("covers everything", covering("*"), "accepted"),
        Arguments.of("up to ten", mandate(Optional.of(10L), none), "accepted"),
        Arguments.of("up to nine", mandate(Optional.of(9L), none), "party.UNITS_OVER_MANDATE"),
        Arguments.of("another concept", covering("order.*"), "party.MANDATE_NOT_COVERING"),
        Arguments.of("four eyes from eleven", mandate(none, Optional.of(11L)), "accepted"),
        Arguments.of(
            "four eyes from ten", mandate(none, Optional.of(10L)), "party.FOUR_EYES_MISSING"),
        Arguments.of(
            "four eyes always", mandate(none, Optional.of(0L)), "party.FOUR_EYES_MISSING"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @Requirement({"A-38", "A-39", "A-40"})
  void mandates(String what, Mandate mandate, String expected) {
    employ("wu", true, mandate);
    assertThat(reduce("house/wu")).isEqualTo(expected);
  }

  @Test
  void aMandateEndsAndAnEmployeeIsSuspended() {
    employ("wu", true, covering("*"));
    employ("xu", false, covering("*"));
    assertThat(reduce("house/xu")).isEqualTo("party.EMPLOYEE_NOT_ACTIVE");
    world.after(DAY - 1);
    assertThat(reduce("house/wu")).isEqualTo("accepted");
    world.after(1);
    assertThat(reduce("house/wu")).isEqualTo("party.MANDATE_EXPIRED");
  }

  @Test
  void fourEyesAreTwoEmployeesOrTheOrganisationItself() {
    employ("wu", true, mandate(Optional.empty(), Optional.of(10L)));
    employ("xu", true, covering("*"));
    employ("yu", true, mandate(Optional.of(9L), Optional.empty()));
    assertThat(reduce("house/wu")).isEqualTo("party.FOUR_EYES_MISSING");
    assertThat(reduce("house/wu", "house/xu")).isEqualTo("accepted");
    assertThat(reduce("house/wu", "house")).isEqualTo("accepted");
    assertThat(reduce("house/wu", "house/yu")).isEqualTo("party.UNITS_OVER_MANDATE");
  }

  @Test
  @Requirement("I-15")
  void aFrozenPartySendsNothing() {
    assertThat(reduce("house")).isEqualTo("accepted");
    accepted(
        world.send(
            "court",
            "freeze.freeze",
            body("{'kind': 'PARTY', 'id': 'house', 'reason': 'order 12'}")
                .with("evidence", "0".repeat(64))));
    assertThat(reduce("house")).isEqualTo("party.PARTY_FROZEN");
  }

  @Test
  void nobodyIsNobody() {
    assertThat(world.send("ghost", "reduction.apply", tenUnits, "house").code())
        .isEqualTo("command.KEY_OF_ANOTHER_PARTY");
  }

  @ParameterizedTest
  @CsvSource({
    "*, order.place, true",
    "order.*, order.place, true",
    "order.place, order.place, true",
    "order.*, orders.place, false",
    "order.place, order.placeAll, false",
    "order.*, order-book.place, false"
  })
  void aPatternCoversWhatItSays(String pattern, String command, boolean covers) {
    assertThat(new CommandPattern(pattern).covers(command)).isEqualTo(covers);
  }
}
