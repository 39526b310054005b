package io.kedge.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Command;
import io.kedge.contract.CommandType;
import io.kedge.contract.Contract;
import io.kedge.contract.Decision;
import io.kedge.contract.LedgerView;
import io.kedge.contract.RuleBook;
import io.kedge.contract.Signed;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.testing.World;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An employee signs a document inside somebody else's command only as their mandate says.
@Requirement({"A-38", "A-40"})
class DocumentMandatesTest {
  private boolean houseIsFrozen;

  private final World world =
      new World(
              new RuleBook(
                  List.of(new CarryNote()),
                  new Registry(),
                  new Mandates((_, party) -> houseIsFrozen && party.equals(new PartyId("house")))))
          .with("sender", Role.TRADER)
          .with("house", Role.ISSUER)
          .withEmployee("house", "wu", "voucher.*")
          .withEmployee("house", "xu", "order.*");

  private record Carry(SignedDocument<String> document) implements Command {}

  /// Carries one document of type `voucher.test` and does nothing.
  private static final class CarryNote implements Contract<Carry> {
    @Override
    public CommandType type() {
      return CommandType.of("test.carry");
    }

    @Override
    public Carry decode(Fields body) {
      return new Carry(
          SignedDocument.read(
              body.json("document"), "voucher.test", f -> f.text("text"), String::length));
    }

    @Override
    public List<SignedDocument<?>> documents(Carry command) {
      return List.of(command.document());
    }

    @Override
    public Decision decide(Signed<Carry> signed, LedgerView view, LedgerTime now) {
      return Decision.accept().build();
    }
  }

  private String carry(String... keys) {
    Json.Obj document =
        world.document("house", "voucher.test", Json.Obj.empty().with("text", "x"), keys);
    return world.send("sender", "test.carry", Json.Obj.empty().with("document", document)).code();
  }

  @Test
  void theMandateCoversTheDocument() {
    assertThat(carry("house")).isEqualTo("accepted");
    assertThat(carry("house/wu")).isEqualTo("accepted");
    assertThat(carry("house/xu")).isEqualTo("party.MANDATE_NOT_COVERING");
    assertThat(carry("house/wu", "house/xu")).isEqualTo("party.MANDATE_NOT_COVERING");
  }

  @Test
  void theEmployeeIsActiveAndTheMandateRuns() {
    var until =
        new Mandate(
            List.of(new CommandPattern("*")),
            Optional.empty(),
            Optional.empty(),
            World.START.plusMillis(5));
    world.withEmployee("house", new Employee(new EmployeeId("yu"), true, until));
    assertThat(carry("house/yu")).isEqualTo("accepted");
    world.after(5);
    assertThat(carry("house/yu")).isEqualTo("party.MANDATE_EXPIRED");
    world.withEmployee("house", new Employee(new EmployeeId("yu"), false, until));
    assertThat(carry("house/yu")).isEqualTo("party.EMPLOYEE_NOT_ACTIVE");
  }

  /// Bug: an employee's limits held for commands and not for the documents inside them.
  @Test
  void theLimitsOfTheMandateHoldForTheDocument() {
    var one =
        new Mandate(
            List.of(new CommandPattern("*")), Optional.of(0L), Optional.empty(), LedgerTime.NEVER);
    world.withEmployee("house", new Employee(new EmployeeId("yu"), true, one));
    assertThat(carry("house/yu")).isEqualTo("party.UNITS_OVER_MANDATE");
    var two =
        new Mandate(
            List.of(new CommandPattern("*")), Optional.of(1L), Optional.of(1L), LedgerTime.NEVER);
    world.withEmployee("house", new Employee(new EmployeeId("yu"), true, two));
    assertThat(carry("house/yu")).isEqualTo("party.FOUR_EYES_MISSING");
    assertThat(carry("house/yu", "house/wu")).isEqualTo("accepted");
  }

  @Test
  void thePartyItselfMayAct() {
    houseIsFrozen = true;
    assertThat(carry("house")).isEqualTo("party.PARTY_FROZEN");
    houseIsFrozen = false;
    Party house = Parties.require(world.view(), new PartyId("house"));
    world.with(house.with(PartyStatus.CLOSED));
    assertThat(carry("house")).isEqualTo("party.PARTY_NOT_ACTIVE");
  }
}
