package io.kedge.party;

import io.kedge.contract.Authority;
import io.kedge.contract.Command;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.LedgerView;
import io.kedge.contract.ParsedCommand;
import io.kedge.contract.RefusedException;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// Decides for every command, and every signed document inside it, whether its party may act, and
/// each employee whose key signed may act for it.
public final class Mandates implements Authority {
  /// What a party may do that is registered and not verified yet.
  private static final List<String> BEFORE_VERIFICATION =
      List.of("party.addDocuments", "party.rotateKey");

  private final BiPredicate<LedgerView, PartyId> frozen;

  /// Mandates on a ledger.
  ///
  /// @param frozen whether a party is frozen
  public Mandates(BiPredicate<LedgerView, PartyId> frozen) {
    this.frozen = frozen;
  }

  @Override
  public void check(ParsedCommand<?> parsed, LedgerView view, LedgerTime now) {
    CommandType type = parsed.header().type();
    PartyId by = parsed.header().by();
    if (type.name().equals(RegisterParty.NAME)) {
      return; // nobody is there yet; the command's own key signed it
    }
    Party party = Parties.require(view, by);
    RefusedException.unless(
        party.status() == PartyStatus.VERIFIED
            || (party.status() == PartyStatus.REGISTERED
                && BEFORE_VERIFICATION.contains(type.name())),
        PartyRefusal.PARTY_NOT_ACTIVE,
        by,
        party.status());
    RefusedException.unless(!frozen.test(view, by), PartyRefusal.PARTY_FROZEN, by);
    List<KeyRecord> keys = registered(parsed.envelope(), view);
    RefusedException.unless(!keys.isEmpty(), PartyRefusal.KEY_PROOF_MISSING, "no registered key");
    List<Employee> employees = entitled(keys, type.name(), view, now);
    checkUnits(employees, keys, units(parsed));
    for (SignedDocument<?> document : parsed.documents()) {
      check(document, view, now);
    }
  }

  /// A document inside a command binds its party as a command would, so it is signed by somebody
  /// who could send one; units are counted by the command it is in.
  private void check(SignedDocument<?> document, LedgerView view, LedgerTime now) {
    PartyId by = document.signed().party();
    Parties.requireActive(view, by);
    RefusedException.unless(!frozen.test(view, by), PartyRefusal.PARTY_FROZEN, by);
    List<KeyRecord> keys = registered(document.envelope(), view);
    List<Employee> employees = entitled(keys, document.type(), view, now);
    checkUnits(employees, keys, document.units());
  }

  /// A key that the command brings is not registered: it proves itself and nothing else.
  private static List<KeyRecord> registered(Envelope envelope, LedgerView view) {
    var keys = new ArrayList<KeyRecord>();
    for (var signature : envelope.signatures()) {
      Registry.record(view, signature.keyId()).ifPresent(keys::add);
    }
    return keys;
  }

  /// The employees whose keys these are; each may sign what is of that type.
  private static List<Employee> entitled(
      List<KeyRecord> keys, String type, LedgerView view, LedgerTime now) {
    List<Employee> employees = active(keys, view);
    for (Employee employee : employees) {
      check(employee, type, now);
    }
    return employees;
  }

  private static List<Employee> active(List<KeyRecord> keys, LedgerView view) {
    var employees = new ArrayList<Employee>();
    for (KeyRecord key : keys) {
      if (key.employee().isPresent()) {
        var employee = Parties.employee(view, key.party(), key.employee().get());
        if (employee.isEmpty() || !employee.get().active()) {
          throw RefusedException.because(
              PartyRefusal.EMPLOYEE_NOT_ACTIVE, key.employee().get(), "of", key.party());
        }
        employees.add(employee.get());
      }
    }
    return employees;
  }

  private static void check(Employee employee, String type, LedgerTime now) {
    RefusedException.unless(
        now.isBefore(employee.mandate().validUntil()), PartyRefusal.MANDATE_EXPIRED, employee.id());
    RefusedException.unless(
        employee.mandate().covers(type), PartyRefusal.MANDATE_NOT_COVERING, employee.id(), type);
  }

  private static void checkUnits(List<Employee> employees, List<KeyRecord> keys, long units) {
    if (employees.isEmpty()) {
      return; // the party's own keys: nothing limits them
    }
    for (Employee employee : employees) {
      RefusedException.unless(
          employee.mandate().allows(units), PartyRefusal.UNITS_OVER_MANDATE, employee.id(), units);
    }
    boolean ownKey = keys.stream().anyMatch(key -> key.employee().isEmpty());
    boolean two = employees.stream().map(Employee::id).distinct().count() > 1;
    boolean needed = employees.stream().anyMatch(e -> e.mandate().needsFourEyes(units));
    RefusedException.unless(
        !needed || ownKey || two, PartyRefusal.FOUR_EYES_MISSING, "units", units);
  }

  private static <C extends Command> long units(ParsedCommand<C> parsed) {
    return parsed.contract().units(parsed.command());
  }
}
