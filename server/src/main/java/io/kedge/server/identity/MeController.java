package io.kedge.server.identity;

import io.kedge.kernel.EmployeeId;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.custody.SealedCustody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The user centre: what an account may see and change about itself.
@RestController
@RequestMapping(path = "/api/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
class MeController {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s]{1,190}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 -]{5,30}");

  private final Accounts accounts;
  private final NewPasswords passwords;
  private final Login login;
  private final IdentityEvents events;
  private final SealedCustody custody;
  private final SessionCookies cookies;

  MeController(
      Accounts accounts,
      NewPasswords passwords,
      Login login,
      IdentityEvents events,
      SealedCustody custody,
      SessionCookies cookies) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.login = login;
    this.events = events;
    this.custody = custody;
    this.cookies = cookies;
  }

  /// An account as its owner sees it.
  ///
  /// @param account its id
  /// @param login what is typed to log in
  /// @param displayName how people call it
  /// @param email where messages go
  /// @param phone where to call
  /// @param language `zh-CN` or `en`
  /// @param ledger name of the ledger
  /// @param party whom it acts for
  /// @param employee which employee it is
  /// @param roles what the party may act as on the ledger now
  /// @param permissions what the account may do here beside commands
  /// @param mustChangePassword true until a password of its own is set
  /// @param hasTotp true where a code is needed beside the password
  /// @param custodialKey the key that is kept here for it, if there is one
  /// @param csrfToken for browsers: to be sent as `X-CSRF-Token` with every change
  record Me(
      String account,
      String login,
      String displayName,
      Optional<String> email,
      Optional<String> phone,
      String language,
      String ledger,
      String party,
      Optional<String> employee,
      List<String> roles,
      List<String> permissions,
      boolean mustChangePassword,
      boolean hasTotp,
      Optional<String> custodialKey,
      Optional<String> csrfToken) {}

  /// What may be changed; what is left out stays. An empty text takes a value away.
  record Change(
      Optional<String> displayName,
      Optional<String> email,
      Optional<String> phone,
      Optional<String> language) {}

  /// A new password, with the one of now.
  record PasswordChange(String currentPassword, String newPassword) {
    /// Says nothing about the secrets.
    @Override
    public String toString() {
      return "PasswordChange[]";
    }
  }

  @GetMapping
  @Access(Access.SIGNED_IN)
  @WithFirstPassword
  ResponseEntity<Me> readMe(Caller caller, HttpServletRequest request) {
    Account account = account(caller);
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.ETAG, etag(account))
        .body(view(caller, account, request));
  }

  @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  ResponseEntity<Me> changeMe(
      Caller caller,
      HttpServletRequest request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) Optional<String> ifMatch,
      @RequestBody Change change) {
    Account before = account(caller);
    if (!ifMatch.orElse(etag(before)).equals(etag(before))) {
      throw new Problem(ProblemCode.CHANGED_MEANWHILE);
    }
    if (!accounts.change(before.id(), profile(before, change), before.version())) {
      throw new Problem(ProblemCode.CHANGED_MEANWHILE);
    }
    events.add(Optional.of(before.id()), Optional.of(before.id()), "DATA_CHANGED", "");
    return readMe(caller, request);
  }

  /// Sets a new password. All other sessions end, and this one gets a new token.
  @PostMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.OK)
  @Access(Access.SIGNED_IN)
  @WithFirstPassword
  SessionCookies.LoggedIn changePassword(
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestBody PasswordChange change) {
    if (change.currentPassword() == null || change.newPassword() == null) {
      throw new Problem(ProblemCode.MALFORMED, "currentPassword and newPassword are needed");
    }
    Account account = account(caller);
    IdentityProblem.LOGIN_FAILED.unless(login.confirms(account, change.currentPassword()), "");
    boolean browser = RequestCaller.cookie(request).isPresent();
    passwords.set(account, change.newPassword());
    events.add(Optional.of(account.id()), Optional.of(account.id()), "PASSWORD_CHANGED", "");
    return cookies.answer(request, response, login.begin(account, browser, "password"));
  }

  private Account account(Caller caller) {
    return accounts
        .find(caller.account())
        .orElseThrow(() -> new Problem(ProblemCode.NOT_SIGNED_IN));
  }

  private Me view(Caller caller, Account account, HttpServletRequest request) {
    return new Me(
        account.id(),
        account.login(),
        account.displayName(),
        account.email(),
        account.phone(),
        account.language(),
        account.ledger(),
        account.party().value(),
        account.employee().map(EmployeeId::value),
        caller.roles().stream().map(Enum::name).toList(),
        caller.permissions().stream().sorted().toList(),
        account.mustChangePassword(),
        account.hasTotp(),
        custody
            .find(account.ledger(), account.party(), account.employee())
            .map(held -> held.id().value()),
        RequestCaller.cookie(request).map(Sessions::csrf));
  }

  private static Accounts.Profile profile(Account before, Change change) {
    String name = change.displayName().orElse(before.displayName()).strip();
    IdentityProblem.FIELD_WRONG.unless(!name.isEmpty() && name.length() <= 200, "displayName");
    String language = change.language().orElse(before.language());
    IdentityProblem.FIELD_WRONG.unless(
        language.equals("zh-CN") || language.equals("en"), "language");
    return new Accounts.Profile(
        name,
        value(change.email(), before.email(), EMAIL, "email"),
        value(change.phone(), before.phone(), PHONE, "phone"),
        language);
  }

  private static Optional<String> value(
      Optional<String> wanted, Optional<String> before, Pattern form, String field) {
    if (wanted.isEmpty()) {
      return before;
    }
    String text = wanted.get().strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    IdentityProblem.FIELD_WRONG.unless(form.matcher(text).matches(), field);
    return Optional.of(text);
  }

  private static String etag(Account account) {
    return "\"" + account.version() + "\"";
  }
}
