package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Certificates of external systems (mutual TLS): each is registered for one account by its
/// fingerprint, so that it does not matter who issued it, and nobody else's certificate of the same
/// name passes.
public final class ClientCertificates {
  private final DSLContext db;
  private final InstantSource clock;

  /// A registered certificate.
  ///
  /// @param fingerprint SHA-256 of its DER form, in hexadecimal
  /// @param account for which it acts
  /// @param subject its subject, for people
  /// @param scopes how far it reaches
  /// @param notAfter when it ends, in epoch milliseconds, likewise the others
  /// @param createdAt when it was registered
  /// @param revokedAt when it was taken away
  public record ClientCertificate(
      String fingerprint,
      String account,
      String subject,
      List<String> scopes,
      long notAfter,
      long createdAt,
      Optional<Long> revokedAt) {}

  ClientCertificates(DSLContext db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /// Reads one certificate in PEM or DER.
  static X509Certificate read(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw IdentityProblem.CERTIFICATE_REJECTED.problem("not a certificate");
    }
  }

  static String fingerprint(X509Certificate certificate) {
    try {
      return Digest.of(Bytes.wrap(certificate.getEncoded())).hex();
    } catch (CertificateEncodingException e) {
      throw IdentityProblem.CERTIFICATE_REJECTED.problem("not encodable");
    }
  }

  ClientCertificate register(String account, X509Certificate certificate, Scopes scopes) {
    long now = clock.millis();
    long notAfter = certificate.getNotAfter().toInstant().toEpochMilli();
    IdentityProblem.CERTIFICATE_REJECTED.unless(notAfter > now, "its time is over");
    String fingerprint = fingerprint(certificate);
    int made =
        db.execute(
            "insert into kedge.client_certificate (fingerprint, account, subject, scopes,"
                + " not_after, created_at) values (?, ?, ?, ?::text[], ?, ?)"
                + " on conflict do nothing",
            fingerprint,
            account,
            certificate.getSubjectX500Principal().getName(),
            scopes.array(),
            notAfter,
            now);
    IdentityProblem.NAME_TAKEN.unless(made == 1, "certificate");
    return of(account).stream()
        .filter(one -> one.fingerprint.equals(fingerprint))
        .findFirst()
        .orElseThrow();
  }

  /// The registration of a certificate that TLS has shown to be in the client's hands.
  Optional<ClientCertificate> use(X509Certificate certificate) {
    long now = clock.millis();
    if (certificate.getNotBefore().toInstant().toEpochMilli() > now) {
      return Optional.empty();
    }
    return db.fetchOptional(
            "select * from kedge.client_certificate where fingerprint = ?"
                + " and revoked_at is null and not_after > ?",
            fingerprint(certificate),
            now)
        .map(ClientCertificates::of);
  }

  List<ClientCertificate> of(String account) {
    return db.fetch(
            "select * from kedge.client_certificate where account = ? order by created_at desc,"
                + " fingerprint limit 200",
            account)
        .map(ClientCertificates::of);
  }

  boolean revoke(String account, String fingerprint) {
    return db.execute(
            "update kedge.client_certificate set revoked_at = ? where account = ?"
                + " and fingerprint = ? and revoked_at is null",
            clock.millis(),
            account,
            fingerprint)
        == 1;
  }

  private static ClientCertificate of(Record row) {
    return new ClientCertificate(
        Rows.text(row, "fingerprint"),
        Rows.text(row, "account"),
        Rows.text(row, "subject"),
        List.of(Rows.texts(row, "scopes")),
        Rows.number(row, "not_after"),
        Rows.number(row, "created_at"),
        Rows.maybe(row, "revoked_at", Long.class));
  }
}
