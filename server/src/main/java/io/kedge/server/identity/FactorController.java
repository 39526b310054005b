package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Authenticator apps, recovery codes and passkeys of an account. Each change asks for the password
/// again.
@RestController
@RequestMapping(path = "/api/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
class FactorController {
  private static final String ISSUER = "Kedge";

  private final Accounts accounts;
  private final Login login;
  private final SecondFactors factors;
  private final Passkeys passkeys;
  private final Challenges challenges;
  private final PublicAddress address;
  private final IdentityEvents events;

  FactorController(
      Accounts accounts,
      Login login,
      SecondFactors factors,
      Passkeys passkeys,
      Challenges challenges,
      PublicAddress address,
      IdentityEvents events) {
    this.accounts = accounts;
    this.login = login;
    this.factors = factors;
    this.passkeys = passkeys;
    this.challenges = challenges;
    this.address = address;
    this.events = events;
  }

  /// The password once more.
  record Confirmed(String currentPassword) {
    /// Says nothing about the secret.
    @Override
    public String toString() {
      return "Confirmed[]";
    }
  }

  /// What an authenticator app reads.
  ///
  /// @param secret as people type it
  /// @param uri as a QR code shows it
  record Enrolment(String secret, String uri) {
    /// Says nothing about the secret.
    @Override
    public String toString() {
      return "Enrolment[]";
    }
  }

  /// A code that the app shows.
  record Code(String code) {}

  /// Codes for the day the phone is lost, shown once.
  record Codes(List<String> recoveryCodes) {
    /// Says nothing about the secrets.
    @Override
    public String toString() {
      return "Codes[]";
    }
  }

  /// What a browser does to make a passkey.
  ///
  /// @param challengeId to be sent back
  /// @param challenge base64url, for `navigator.credentials.create`
  /// @param rpId the name of this server to authenticators
  /// @param userId base64url
  /// @param userName the login name
  /// @param exclude ids of the passkeys there are
  record PasskeyOffer(
      String challengeId,
      String challenge,
      String rpId,
      String userId,
      String userName,
      List<String> exclude) {}

  /// A passkey that the browser has made.
  ///
  /// @param challengeId as it was given
  /// @param name what its owner calls it
  /// @param credential the browser's `PublicKeyCredential` as JSON text
  record NewPasskey(String challengeId, String name, String credential) {}

  /// A passkey.
  record PasskeyRow(String id, String name, String createdAt, Optional<String> lastUsedAt) {}

  @PostMapping(path = "/totp", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.SIGNED_IN)
  Enrolment enrolTotp(Caller caller, @RequestBody Confirmed body) {
    Account account = confirmed(caller, body);
    IdentityProblem.STATE_UNFIT.unless(!account.hasTotp(), "an app is enrolled already");
    var secret = factors.enrol(account.id());
    return new Enrolment(Totp.base32(secret), Totp.uri(secret, ISSUER, account.login()));
  }

  @PostMapping(path = "/totp/confirmation", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(Access.SIGNED_IN)
  Codes confirmTotp(Caller caller, @RequestBody Code body) {
    var codes =
        factors
            .confirm(caller.account(), Optional.ofNullable(body.code()).orElse(""))
            .orElseThrow(() -> IdentityProblem.LOGIN_FAILED.problem("code"));
    note(caller, "TOTP_ENROLLED", "");
    return new Codes(codes);
  }

  @PostMapping(path = "/totp/removal", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access(Access.SIGNED_IN)
  void removeTotp(Caller caller, @RequestBody Confirmed body) {
    factors.remove(confirmed(caller, body).id());
    note(caller, "TOTP_REMOVED", "");
  }

  @PostMapping(path = "/recovery-codes", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.SIGNED_IN)
  Codes renewRecoveryCodes(Caller caller, @RequestBody Confirmed body) {
    Account account = confirmed(caller, body);
    IdentityProblem.STATE_UNFIT.unless(account.hasTotp(), "no app is enrolled");
    note(caller, "RECOVERY_CODES_RENEWED", "");
    return new Codes(factors.renewRecoveryCodes(account.id()));
  }

  @GetMapping("/passkeys")
  @Access(Access.SIGNED_IN)
  List<PasskeyRow> listPasskeys(Caller caller) {
    return passkeys.of(caller.account()).stream().map(FactorController::row).toList();
  }

  @PostMapping(path = "/passkey-offers", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.SIGNED_IN)
  PasskeyOffer offerPasskey(
      Caller caller, HttpServletRequest request, @RequestBody Confirmed body) {
    Account account = confirmed(caller, body);
    var challenge = challenges.make(Challenges.PASSKEY_ADD, Optional.of(account.id()));
    return new PasskeyOffer(
        challenge.id(),
        Base64Url.of(challenge.value().toArray()),
        address.of(request).getHost(),
        Base64Url.of(account.id().getBytes(StandardCharsets.UTF_8)),
        account.login(),
        passkeys.of(account.id()).stream().map(Passkeys.Passkey::id).toList());
  }

  @PostMapping(path = "/passkeys", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access(Access.SIGNED_IN)
  PasskeyRow addPasskey(Caller caller, HttpServletRequest request, @RequestBody NewPasskey body) {
    if (body.challengeId() == null || body.name() == null || body.credential() == null) {
      throw new Problem(ProblemCode.MALFORMED, "challengeId, name and credential are needed");
    }
    byte[] challenge =
        challenges
            .take(body.challengeId(), Challenges.PASSKEY_ADD, Optional.of(caller.account()))
            .orElseThrow(() -> IdentityProblem.CHALLENGE_FAILED.problem("challenge"));
    var made =
        passkeys.add(
            caller.account(), body.name(), body.credential(), challenge, address.of(request));
    note(caller, "PASSKEY_ADDED", made.id());
    return row(made);
  }

  @DeleteMapping("/passkeys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access(Access.SIGNED_IN)
  void removePasskey(Caller caller, @PathVariable String id) {
    if (!passkeys.remove(caller.account(), id)) {
      throw new Problem(ProblemCode.NOT_FOUND, "passkey");
    }
    note(caller, "PASSKEY_REMOVED", id);
  }

  private Account confirmed(Caller caller, Confirmed body) {
    Account account = accounts.find(caller.account()).orElseThrow();
    String typed = Optional.ofNullable(body.currentPassword()).orElse("");
    IdentityProblem.LOGIN_FAILED.unless(login.confirms(account, typed), "");
    return account;
  }

  private void note(Caller caller, String what, String detail) {
    events.add(Optional.of(caller.account()), Optional.of(caller.account()), what, detail);
  }

  private static PasskeyRow row(Passkeys.Passkey passkey) {
    return new PasskeyRow(
        passkey.id(),
        passkey.name(),
        Iso.of(passkey.createdAt()),
        passkey.lastUsedAt().map(Iso::of));
  }
}
