package io.kedge.server.identity;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;

/// Passkeys (WebAuthn Level 3): a key in the user's device or security key logs in, after the
/// device
/// has recognised its user. The address of this server is part of what is signed, so that a page
/// elsewhere learns nothing of use.
public final class Passkeys {
  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.EdDSA),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));
  private static final int COUNT_MAX = 20;

  private final DSLContext db;
  private final InstantSource clock;
  private final WebAuthnManager verifier = WebAuthnManager.createNonStrictWebAuthnManager();
  private final AttestedCredentialDataConverter stored =
      new AttestedCredentialDataConverter(new ObjectConverter());

  /// A passkey, for its owner to tell from others.
  ///
  /// @param id the credential's id in base64url
  /// @param account whose it is
  /// @param name what the owner calls it
  /// @param createdAt epoch milliseconds, likewise the next
  /// @param lastUsedAt when it last logged in
  public record Passkey(
      String id, String account, String name, long createdAt, Optional<Long> lastUsedAt) {}

  Passkeys(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /// Registers a passkey that the browser has just made.
  ///
  /// @param response the browser's `PublicKeyCredential` as JSON
  /// @param challenge what it was asked to sign
  /// @param origin the address of this server as browsers see it
  Passkey add(String account, String name, String response, byte[] challenge, URI origin) {
    IdentityProblem.FIELD_WRONG.unless(!name.isBlank() && name.length() <= 100, "name");
    IdentityProblem.STATE_UNFIT.unless(of(account).size() < COUNT_MAX, "too many passkeys");
    RegistrationData made;
    try {
      made =
          verifier.verifyRegistrationResponseJSON(
              response,
              new RegistrationParameters(property(origin, challenge), ALGORITHMS, true, true));
    } catch (DataConversionException | VerificationException e) {
      throw IdentityProblem.CHALLENGE_FAILED.problem(e.getClass().getSimpleName());
    }
    var data = Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData();
    var credential = Objects.requireNonNull(data.getAttestedCredentialData());
    String id = base64(credential.getCredentialId());
    int rows =
        db.execute(
            "insert into kedge.passkey (credential_id, account, name, public_key, sign_count,"
                + " created_at) values (?, ?, ?, ?, ?, ?) on conflict do nothing",
            id,
            account,
            name,
            stored.convert(credential),
            data.getSignCount(),
            clock.millis());
    IdentityProblem.NAME_TAKEN.unless(rows == 1, "passkey");
    return find(id).orElseThrow();
  }

  /// The account that a passkey logs in; empty where anything about it does not fit. A counter that
  /// does not grow means that the key was copied: it does not pass.
  Optional<String> login(String response, byte[] challenge, URI origin) {
    try {
      AuthenticationData shown = verifier.parseAuthenticationResponseJSON(response);
      return Optional.ofNullable(shown.getCredentialId())
          .map(Passkeys::base64)
          .flatMap(
              id ->
                  db.transactionResult(inner -> login(inner.dsl(), id, shown, challenge, origin)));
    } catch (DataConversionException | VerificationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> login(
      DSLContext here, String id, AuthenticationData shown, byte[] challenge, URI origin) {
    var row =
        here.fetchOptional("select * from kedge.passkey where credential_id = ? for update", id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    String account = Rows.text(row.get(), "account");
    boolean another =
        Optional.ofNullable(shown.getUserHandle())
            .map(handle -> !account.equals(new String(handle, StandardCharsets.UTF_8)))
            .orElse(false);
    if (another) {
      return Optional.empty();
    }
    var credential =
        new CredentialRecordImpl(
            new NoneAttestationStatement(),
            null,
            null,
            null,
            Rows.number(row.get(), "sign_count"),
            stored.convert(Rows.bytes(row.get(), "public_key")),
            null,
            null,
            null,
            null);
    verifier.verify(
        shown,
        new AuthenticationParameters(property(origin, challenge), credential, null, true, true));
    here.execute(
        "update kedge.passkey set sign_count = ?, last_used_at = ? where credential_id = ?",
        Objects.requireNonNull(shown.getAuthenticatorData()).getSignCount(),
        clock.millis(),
        id);
    return Optional.of(account);
  }

  List<Passkey> of(String account) {
    return db.fetch(
            "select * from kedge.passkey where account = ? order by created_at, credential_id",
            account)
        .map(Passkeys::of);
  }

  boolean remove(String account, String id) {
    return db.execute(
            "delete from kedge.passkey where account = ? and credential_id = ?", account, id)
        == 1;
  }

  private Optional<Passkey> find(String id) {
    return db.fetchOptional("select * from kedge.passkey where credential_id = ?", id)
        .map(Passkeys::of);
  }

  private static Passkey of(org.jooq.Record row) {
    return new Passkey(
        Rows.text(row, "credential_id"),
        Rows.text(row, "account"),
        Rows.text(row, "name"),
        Rows.number(row, "created_at"),
        Rows.maybe(row, "last_used_at", Long.class));
  }

  private static ServerProperty property(URI origin, byte[] challenge) {
    return ServerProperty.builder()
        .origin(Origin.create(origin.toString()))
        .rpId(origin.getHost())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
