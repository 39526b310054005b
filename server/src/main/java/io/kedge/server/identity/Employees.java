package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import io.kedge.party.Employee;
import io.kedge.party.KeyHolder;
import io.kedge.server.access.Caller;
import io.kedge.server.custody.SealedCustody;
import io.kedge.server.custody.SealedCustody.Held;
import java.util.List;
import java.util.Optional;

/// Employees of an organisation: entered on the ledger with a mandate, given a key that is
/// kept here, and an account.
///
/// The mandate is sent with the caller's own key, so that the ledger decides whether the caller may
/// give it. The employee's key needs the organisation's own key as well; it is used for this alone,
/// and only for an employee whom the ledger knows.
final class Employees {
  private final LedgerSteps steps;
  private final SealedCustody custody;
  private final Accounts accounts;

  Employees(LedgerSteps steps, SealedCustody custody, Accounts accounts) {
    this.steps = steps;
    this.custody = custody;
    this.accounts = accounts;
  }

  /// What an employee may do for the organisation.
  ///
  /// @param commands patterns such as `order.*`
  /// @param unitsMax the most units of one command
  /// @param fourEyesFrom from how many units on a second employee signs
  /// @param validUntil when it ends, in epoch milliseconds
  record MandateOf(
      List<String> commands,
      Optional<Long> unitsMax,
      Optional<Long> fourEyesFrom,
      long validUntil) {}

  /// Enters an employee or changes the mandate.
  void put(Caller manager, EmployeeId employee, boolean active, MandateOf mandate) {
    steps.send(
        manager.ledger(),
        manager.party(),
        "party.putEmployee",
        Json.Obj.empty()
            .with("employee", employee.value())
            .with("active", new Json.Truth(active))
            .with("mandate", json(mandate)),
        List.of(custody.keyOf(manager)));
  }

  /// The employee's key in custody: made and registered on the ledger where there is none.
  KeyId giveKey(Caller manager, EmployeeId employee) {
    Optional<EmployeeId> who = Optional.of(employee);
    Optional<Held> kept = custody.find(manager.ledger(), manager.party(), who);
    if (kept.isPresent() && onLedger(manager.ledger(), kept.get().id())) {
      return kept.get().id();
    }
    KeyId organisation =
        custody
            .find(manager.ledger(), manager.party(), Optional.empty())
            .map(Held::id)
            .orElseThrow(
                () -> IdentityProblem.NOT_IN_CUSTODY.problem("the organisation's own key"));
    Held held = kept.orElseGet(() -> custody.make(manager.ledger(), manager.party(), who));
    Json.Obj key =
        Registrations.key(held.publicKey(), KeyHolder.CUSTODIAN, Optional.empty())
            .with("employee", employee.value());
    steps.send(
        manager.ledger(),
        manager.party(),
        "party.addKey",
        Json.Obj.empty().with("key", key),
        List.of(organisation, held.id()));
    return held.id();
  }

  /// True where the ledger has such an employee of the caller's party.
  boolean known(Caller manager, EmployeeId employee) {
    return entry(manager, employee).isPresent();
  }

  Optional<Employee> entry(Caller manager, EmployeeId employee) {
    return steps
        .ledger(manager.ledger())
        .view()
        .read(Employee.key(manager.party(), employee), Employee::decode);
  }

  /// The employee's account; made where there is none.
  Account account(Caller manager, EmployeeId employee, String displayName, String role) {
    return accounts.of(manager.ledger(), manager.party()).stream()
        .filter(account -> account.employee().equals(Optional.of(employee)))
        .findFirst()
        .orElseGet(
            () ->
                accounts.create(
                    new Accounts.New(
                        manager.ledger(),
                        manager.party(),
                        Optional.of(employee),
                        manager.party().value() + "." + employee.value() + "-" + Ids.letters(5),
                        displayName,
                        "zh-CN"),
                    Optional.empty(),
                    false,
                    List.of(role)));
  }

  private boolean onLedger(String ledger, KeyId key) {
    return io.kedge.party.Registry.record(steps.ledger(ledger).view(), key).isPresent();
  }

  private static Json.Obj json(MandateOf mandate) {
    Json.Obj json = Json.Obj.empty().with("commands", Json.Arr.ofTexts(mandate.commands()));
    if (mandate.unitsMax().isPresent()) {
      json = json.with("unitsMax", mandate.unitsMax().get());
    }
    if (mandate.fourEyesFrom().isPresent()) {
      json = json.with("fourEyesFrom", mandate.fourEyesFrom().get());
    }
    return json.with("validUntil", mandate.validUntil());
  }
}
