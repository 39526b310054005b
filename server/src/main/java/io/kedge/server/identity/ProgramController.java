package io.kedge.server.identity;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/// How programs of an organisation get in: API keys and client certificates, each for the account
/// that made them, never further than that account and its scopes reach.
@RestController
@RequestMapping(path = "/api/v1/me", produces = MediaType.APPLICATION_JSON_VALUE)
class ProgramController {
  private static final long DAY_MILLIS = 24 * 3_600_000L;

  private final ApiKeys keys;
  private final ClientCertificates certificates;
  private final IdentityEvents events;

  ProgramController(ApiKeys keys, ClientCertificates certificates, IdentityEvents events) {
    this.keys = keys;
    this.certificates = certificates;
    this.events = events;
  }

  /// A key to be made.
  ///
  /// @param name what its owner calls it
  /// @param scopes how far it reaches: `read`, permissions, `command:` and a pattern
  /// @param days how long it lives, 1 to 366
  record NewKey(String name, Set<String> scopes, int days) {}

  /// A key.
  ///
  /// @param secret shown once, when it is made
  record KeyRow(
      String id,
      String name,
      String prefix,
      List<String> scopes,
      String createdAt,
      String expiresAt,
      Optional<String> lastUsedAt,
      Optional<String> revokedAt,
      Optional<String> secret) {
    /// Says nothing about the secret.
    @Override
    public String toString() {
      return "KeyRow[" + id + " " + prefix + "]";
    }
  }

  /// A certificate to be registered.
  ///
  /// @param certificate PEM
  /// @param scopes how far it reaches
  record NewCertificate(String certificate, Set<String> scopes) {}

  /// A registered certificate.
  record CertificateRow(
      String fingerprint,
      String subject,
      List<String> scopes,
      String notAfter,
      String createdAt,
      Optional<String> revokedAt) {}

  @GetMapping("/api-keys")
  @Access("key:manage")
  List<KeyRow> listApiKeys(Caller caller) {
    return keys.of(caller.account()).stream().map(key -> row(key, Optional.empty())).toList();
  }

  @PostMapping(path = "/api-keys", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access("key:manage")
  KeyRow makeApiKey(Caller caller, @RequestBody NewKey body) {
    requirePerson(caller);
    if (body.name() == null || body.scopes() == null) {
      throw new Problem(ProblemCode.MALFORMED, "name and scopes are needed");
    }
    var fresh =
        keys.make(
            caller.account(), body.name(), new Scopes(body.scopes()), body.days() * DAY_MILLIS);
    note(caller, "API_KEY_MADE", fresh.key().id() + " " + fresh.key().scopes());
    return row(fresh.key(), Optional.of(fresh.token().text()));
  }

  @DeleteMapping("/api-keys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access("key:manage")
  void revokeApiKey(Caller caller, @PathVariable String id) {
    if (!keys.revoke(caller.account(), id)) {
      throw new Problem(ProblemCode.NOT_FOUND, "API key");
    }
    note(caller, "API_KEY_REVOKED", id);
  }

  @GetMapping("/certificates")
  @Access("key:manage")
  List<CertificateRow> listClientCertificates(Caller caller) {
    return certificates.of(caller.account()).stream().map(ProgramController::row).toList();
  }

  @PostMapping(path = "/certificates", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Access("key:manage")
  CertificateRow registerClientCertificate(Caller caller, @RequestBody NewCertificate body) {
    requirePerson(caller);
    if (body.certificate() == null || body.scopes() == null) {
      throw new Problem(ProblemCode.MALFORMED, "certificate and scopes are needed");
    }
    var certificate =
        ClientCertificates.read(body.certificate().getBytes(StandardCharsets.US_ASCII));
    var made = certificates.register(caller.account(), certificate, new Scopes(body.scopes()));
    note(caller, "CERTIFICATE_REGISTERED", made.fingerprint() + " " + made.scopes());
    return row(made);
  }

  @DeleteMapping("/certificates/{fingerprint}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Access("key:manage")
  void revokeClientCertificate(Caller caller, @PathVariable String fingerprint) {
    if (!certificates.revoke(caller.account(), fingerprint)) {
      throw new Problem(ProblemCode.NOT_FOUND, "certificate");
    }
    note(caller, "CERTIFICATE_REVOKED", fingerprint);
  }

  /// A key does not make further keys: what was stolen cannot outlive its revocation.
  private static void requirePerson(Caller caller) {
    IdentityProblem.SCOPE_MISSING.unless(
        caller.means() == Caller.Means.SESSION, "log in to do this");
  }

  private void note(Caller caller, String what, String detail) {
    events.add(Optional.of(caller.account()), Optional.of(caller.account()), what, detail);
  }

  private static KeyRow row(ApiKeys.ApiKey key, Optional<String> secret) {
    return new KeyRow(
        key.id(),
        key.name(),
        key.prefix(),
        key.scopes(),
        Iso.of(key.createdAt()),
        Iso.of(key.expiresAt()),
        key.lastUsedAt().map(Iso::of),
        key.revokedAt().map(Iso::of),
        secret);
  }

  private static CertificateRow row(ClientCertificates.ClientCertificate certificate) {
    return new CertificateRow(
        certificate.fingerprint(),
        certificate.subject(),
        certificate.scopes(),
        Iso.of(certificate.notAfter()),
        Iso.of(certificate.createdAt()),
        certificate.revokedAt().map(Iso::of));
  }
}
