package io.kedge.genesis;

import io.kedge.contract.Change;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Fields;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.PartyId;
import io.kedge.party.Employee;
import io.kedge.party.InvestorClass;
import io.kedge.party.KeyRecord;
import io.kedge.party.Mandate;
import io.kedge.party.NewKey;
import io.kedge.party.Parties;
import io.kedge.party.Party;
import io.kedge.party.PartyKind;
import io.kedge.party.PartyStatus;
import io.kedge.party.Registry;
import io.kedge.party.Role;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A party that is there from the beginning, verified by those who found the ledger.
///
/// @param party as it is entered
/// @param keys its keys, at least one of the organisation itself
/// @param employees its employees
public record Founder(Party party, List<NewKey> keys, List<Employee> employees) {

  /// Checks that nothing is named twice and that every key is sound and has its employee.
  public Founder {
    keys = List.copyOf(keys);
    employees = List.copyOf(employees);
    var names = new TreeSet<EmployeeId>();
    for (Employee employee : employees) {
      require(names.add(employee.id()), party, "names an employee twice");
    }
    require(
        keys.stream().anyMatch(key -> key.employee().isEmpty()), party, "has no key of its own");
    for (NewKey key : keys) {
      require(key.sound(), party, "has a key that is not sound");
      require(
          key.employee().map(names::contains).orElse(true),
          party,
          "has a key of an employee it does not name");
    }
  }

  private static void require(boolean holds, Party party, String otherwise) {
    if (!holds) {
      throw new MalformedException("founder " + party.id() + " " + otherwise);
    }
  }

  static Founder read(Fields founder) {
    PartyId id = founder.id("party", PartyId::new);
    var party =
        new Party(
            id,
            founder.name("kind", PartyKind.class),
            PartyStatus.VERIFIED,
            new TreeSet<>(founder.names("roles", Role.class)),
            founder.digest("commitment"),
            founder.optional("beneficialOwner", name -> founder.id(name, PartyId::new)).orElse(id),
            founder
                .optional("investorClass", name -> founder.name(name, InvestorClass.class))
                .orElse(InvestorClass.RETAIL),
            founder.optional("feeTier", founder::small).orElse(0),
            founder.optional("autoAcceptGifts", founder::truth).orElse(false));
    return new Founder(
        party,
        founder.objects("keys", NewKey::read),
        founder.objects("employees", Founder::employee));
  }

  private static Employee employee(Fields employee) {
    return new Employee(
        employee.id("id", EmployeeId::new), true, employee.object("mandate", Mandate::read));
  }

  Stream<Change> changes(LedgerTime time) {
    Stream<Change> entry = Stream.of(new Change.Put(Parties.key(party.id()), party.encoded()));
    Stream<Change> keyEntries =
        keys.stream().map(key -> key.register(party.id(), time)).map(key -> put(key));
    Stream<Change> employeeEntries =
        employees.stream().map(e -> new Change.Put(Employee.key(party.id(), e.id()), e.encoded()));
    return Stream.of(entry, keyEntries, employeeEntries).flatMap(changes -> changes);
  }

  private static Change put(KeyRecord key) {
    return new Change.Put(Registry.key(key.id()), key.encoded());
  }
}
