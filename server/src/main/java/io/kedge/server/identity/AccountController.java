package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Managing accounts of the administrator's own ledger, and what happened to them.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountController {
  private final Accounts accounts;
  private final Sessions sessions;
  private final Permissions permissions;
  private final IdentityEvents events;

  AccountController(
      Accounts accounts, Sessions sessions, Permissions permissions, IdentityEvents events) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.permissions = permissions;
    this.events = events;
  }

  /// An account as its administrator sees it.
  record AccountRow(
      String id,
      String login,
      String displayName,
      String ledger,
      String party,
      Optional<String> employee,
      String status,
      List<String> roles,
      boolean hasTotp,
      boolean mustChangePassword,
      String createdAt,
      Optional<String> lastLoginAt) {}

  /// One page, by id.
  ///
  /// @param items the rows
  /// @param next what to send as `after` for the next page; empty at the end
  record AccountPage(List<AccountRow> items, Optional<String> next) {}

  /// `ACTIVE`, `SUSPENDED` or `CLOSED`.
  record Status(String status) {}

  /// All roles an account has from now on.
  record Roles(Set<String> roles) {}

  /// Something that happened.
  record EventRow(
      String id,
      String at,
      Optional<String> actor,
      Optional<String> account,
      String what,
      String detail,
      String address) {}

  /// One page, newest first.
  ///
  /// @param items the rows
  /// @param next what to send as `before` for the next page; empty at the end
  record EventPage(List<EventRow> items, Optional<String> next) {}

  @GetMapping("/accounts")
  @Access("account:read")
  AccountPage listAccounts(
      Caller caller,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "50") int limit) {
    List<Account> page = accounts.page(caller.ledger(), after, limit);
    Optional<String> next =
        page.size() < Math.clamp(limit, 1, 200)
            ? Optional.empty()
            : Optional.of(page.getLast().id());
    return new AccountPage(page.stream().map(this::row).toList(), next);
  }

  @GetMapping("/accounts/{id}")
  @Access("account:read")
  AccountRow readAccount(Caller caller, @PathVariable String id) {
    return row(required(caller, id));
  }

  @PutMapping(path = "/accounts/{id}/status", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access("account:manage")
  void setAccountStatus(Caller caller, @PathVariable String id, @RequestBody Status body) {
    Account account = required(caller, id);
    IdentityProblem.OWN_CASE.unless(!id.equals(caller.account()), "your own account");
    Account.Status status;
    try {
      status = Account.Status.valueOf(Optional.ofNullable(body.status()).orElse(""));
    } catch (IllegalArgumentException e) {
      throw IdentityProblem.FIELD_WRONG.problem("status");
    }
    IdentityProblem.STATE_UNFIT.unless(
        account.status() != Account.Status.CLOSED, "a closed account stays closed");
    accounts.setStatus(id, status);
    if (status != Account.Status.ACTIVE) {
      sessions.endAll(id);
    }
    events.add(Optional.of(caller.account()), Optional.of(id), "STATUS_SET", status.name());
  }

  @PutMapping(path = "/accounts/{id}/roles", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access("permission:manage")
  void giveRoles(Caller caller, @PathVariable String id, @RequestBody Roles body) {
    required(caller, id);
    Set<String> roles = Optional.ofNullable(body.roles()).orElse(Set.of());
    permissions.give(id, roles);
    events.add(Optional.of(caller.account()), Optional.of(id), "ROLES_GIVEN", roles.toString());
  }

  @GetMapping("/identity-events")
  @Access("identity:audit")
  EventPage listIdentityEvents(
      Caller caller,
      @RequestParam Optional<String> account,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestParam(defaultValue = "50") int limit) {
    List<EventRow> page =
        events.page(caller.ledger(), account, before, limit).stream()
            .map(AccountController::row)
            .toList();
    Optional<String> next =
        page.size() < Math.clamp(limit, 1, 200)
            ? Optional.empty()
            : Optional.of(page.getLast().id());
    return new EventPage(page, next);
  }

  private Account required(Caller caller, String id) {
    return accounts
        .find(id)
        .filter(account -> account.ledger().equals(caller.ledger()))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "account"));
  }

  private AccountRow row(Account account) {
    return new AccountRow(
        account.id(),
        account.login(),
        account.displayName(),
        account.ledger(),
        account.party().value(),
        account.employee().map(EmployeeId::value),
        account.status().name(),
        List.copyOf(permissions.given(account.id())),
        account.hasTotp(),
        account.mustChangePassword(),
        Iso.of(account.createdAt()),
        account.lastLoginAt().map(Iso::of));
  }

  private static EventRow row(IdentityEvents.Event event) {
    return new EventRow(
        Long.toString(event.id()),
        Iso.of(event.at()),
        event.actor(),
        event.account(),
        event.what(),
        event.detail(),
        event.address());
  }
}
