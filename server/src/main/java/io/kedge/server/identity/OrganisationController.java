package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.party.KeyHolder;
import io.kedge.party.KeyRecord;
import io.kedge.party.Registry;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.custody.SealedCustody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own organisation: its accounts, employees and keys. Nothing here takes the id of a
/// party: nobody reaches another organisation.
@RestController
@RequestMapping(path = "/api/v1/organisation", produces = MediaType.APPLICATION_JSON_VALUE)
class OrganisationController {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private final Accounts accounts;
  private final Employees employees;
  private final SealedCustody custody;
  private final LedgerSteps steps;
  private final PasswordLinkController links;
  private final PublicAddress address;
  private final Sessions sessions;
  private final IdentityEvents events;

  OrganisationController(
      Accounts accounts,
      Employees employees,
      SealedCustody custody,
      LedgerSteps steps,
      PasswordLinkController links,
      PublicAddress address,
      Sessions sessions,
      IdentityEvents events) {
    this.accounts = accounts;
    this.employees = employees;
    this.custody = custody;
    this.steps = steps;
    this.links = links;
    this.address = address;
    this.sessions = sessions;
    this.events = events;
  }

  /// An account of the organisation.
  record Member(
      String account,
      String login,
      String displayName,
      Optional<String> employee,
      String status,
      Optional<String> lastLoginAt) {}

  /// A key of the organisation that is kept here, and what the ledger says about it.
  ///
  /// @param id its name
  /// @param employee who acts with it; empty for the organisation's own
  /// @param holder who keeps the private half, by the ledger; empty where it does not know the key
  /// @param valid true where it may sign now
  record Key(String id, Optional<String> employee, Optional<KeyHolder> holder, boolean valid) {}

  /// An employee.
  ///
  /// @param displayName how people call the employee
  /// @param manager true where the account may manage the organisation
  /// @param active false while the employee may sign nothing
  /// @param commands patterns of commands that the mandate covers
  /// @param unitsMax the most units of one command; without limit where it is left out
  /// @param fourEyesFrom from how many units on a second employee signs; never where left out
  /// @param validUntil when the mandate ends, ISO 8601
  record EmployeeChange(
      String displayName,
      boolean manager,
      boolean active,
      List<String> commands,
      Optional<String> unitsMax,
      Optional<String> fourEyesFrom,
      String validUntil) {}

  /// An employee who was entered.
  ///
  /// @param account the employee's account
  /// @param login its login name
  /// @param key the employee's key, kept here
  record Entered(String account, String login, String key) {}

  /// A link that sets the employee's password, shown once.
  record Link(String link) {
    /// Says nothing about the secret.
    @Override
    public String toString() {
      return "Link[]";
    }
  }

  @GetMapping("/accounts")
  @Access("organisation:read")
  List<Member> listMembers(Caller caller) {
    return accounts.of(caller.ledger(), caller.party()).stream()
        .map(
            account ->
                new Member(
                    account.id(),
                    account.login(),
                    account.displayName(),
                    account.employee().map(EmployeeId::value),
                    account.status().name(),
                    account.lastLoginAt().map(Iso::of)))
        .toList();
  }

  @GetMapping("/keys")
  @Access("organisation:read")
  List<Key> listKeys(Caller caller) {
    var hosted = steps.ledger(caller.ledger());
    return custody.of(caller.ledger(), caller.party()).stream()
        .map(
            held -> {
              Optional<KeyRecord> record = Registry.record(hosted.view(), held.id());
              return new Key(
                  held.id().value(),
                  held.employee().map(EmployeeId::value),
                  record.map(KeyRecord::holder),
                  !held.retired()
                      && record.map(known -> known.validAt(hosted.now())).orElse(false));
            })
        .toList();
  }

  /// Enters an employee or changes one: on the ledger, with a key in custody and an account.
  @PutMapping(path = "/employees/{employee}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access("organisation:manage")
  Entered putEmployee(
      Caller caller, @PathVariable String employee, @RequestBody EmployeeChange body) {
    if (body.displayName() == null || body.commands() == null || body.validUntil() == null) {
      throw new Problem(ProblemCode.MALFORMED, "displayName, commands and validUntil are needed");
    }
    EmployeeId id = id(employee);
    var mandate =
        new Employees.MandateOf(
            body.commands(),
            body.unitsMax().map(OrganisationController::whole),
            body.fourEyesFrom().map(OrganisationController::whole),
            millis(body.validUntil()));
    employees.put(caller, id, body.active(), mandate);
    KeyId key = employees.giveKey(caller, id);
    String role = body.manager() ? Permissions.MANAGER : Permissions.MEMBER;
    Account account = employees.account(caller, id, body.displayName(), role);
    if (!body.active()) {
      accounts.setStatus(account.id(), Account.Status.SUSPENDED);
      sessions.endAll(account.id());
    } else if (account.status() == Account.Status.SUSPENDED) {
      accounts.setStatus(account.id(), Account.Status.ACTIVE);
    }
    events.add(
        Optional.of(caller.account()),
        Optional.of(account.id()),
        "EMPLOYEE_PUT",
        employee + " active=" + body.active());
    return new Entered(account.id(), account.login(), key.value());
  }

  /// Makes a link with which an employee sets a password.
  @PostMapping("/employees/{employee}/password-links")
  @ResponseStatus(HttpStatus.CREATED)
  @Access("organisation:manage")
  Link makeEmployeeLink(Caller caller, HttpServletRequest request, @PathVariable String employee) {
    Account account =
        accounts.of(caller.ledger(), caller.party()).stream()
            .filter(one -> one.employee().equals(Optional.of(id(employee))))
            .findFirst()
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "employee"));
    events.add(Optional.of(caller.account()), Optional.of(account.id()), "LINK_MADE", "");
    return new Link(links.link(account, address.of(request)));
  }

  private static EmployeeId id(String employee) {
    try {
      return new EmployeeId(employee);
    } catch (IllegalArgumentException e) {
      throw IdentityProblem.FIELD_WRONG.problem("employee");
    }
  }

  private static long whole(String text) {
    IdentityProblem.FIELD_WRONG.unless(WHOLE.matcher(text).matches(), "units");
    return Long.parseLong(text);
  }

  private static long millis(String iso) {
    try {
      return Instant.parse(iso).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw IdentityProblem.FIELD_WRONG.problem("validUntil");
    }
  }
}
