package io.kedge.server.identity;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// An enterprise shows with its certificate who it is: the chain leads to a root that
/// this server's operator trusts, the subject has the enterprise's unified social credit code, and
/// the certificate's key has signed a challenge of this server.
///
/// Revocation lists are not asked for here: a check of the certificate's issuer is a
/// [KnowYourCustomer].
final class EnterpriseCertificates {
  private static final ASN1ObjectIdentifier ORGANIZATION_IDENTIFIER =
      new ASN1ObjectIdentifier("2.5.4.97");
  private static final String SIGNED = "kedge.enterprise-certificate|";

  private final Set<TrustAnchor> roots;

  EnterpriseCertificates(Optional<String> file) {
    this.roots = file.map(Path::of).map(EnterpriseCertificates::anchors).orElse(Set.of());
  }

  /// What the certificate's key signs, as bytes of text.
  static Bytes message(byte[] challenge, Registration registration) {
    return Bytes.utf8(
        SIGNED
            + registration.ledger()
            + "|"
            + registration.party().value()
            + "|"
            + Base64Url.of(challenge));
  }

  /// The digest of the certificate, once everything about it is right.
  ///
  /// @param chain PEM, the enterprise's certificate first
  /// @param signature over [#message]
  Digest check(Registration registration, String chain, byte[] challenge, byte[] signature) {
    List<X509Certificate> certificates = read(chain.getBytes(StandardCharsets.US_ASCII));
    requireTrusted(certificates);
    X509Certificate own = certificates.getFirst();
    requireSubject(own, registration.profile().getOrDefault("socialCreditCode", ""));
    boolean[] usage = own.getKeyUsage();
    IdentityProblem.CERTIFICATE_REJECTED.unless(
        own.getBasicConstraints() < 0 && (usage == null || usage[0]), "not for signatures");
    IdentityProblem.CHALLENGE_FAILED.unless(
        verifies(own.getPublicKey(), message(challenge, registration), signature), "signature");
    return Digest.fromHex(ClientCertificates.fingerprint(own));
  }

  private void requireTrusted(List<X509Certificate> certificates) {
    IdentityProblem.CERTIFICATE_REJECTED.unless(!roots.isEmpty(), "no root is trusted here");
    IdentityProblem.CERTIFICATE_REJECTED.unless(!certificates.isEmpty(), "no certificate");
    try {
      var path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(certificates.stream().filter(one -> !isRoot(one)).toList());
      var parameters = new PKIXParameters(roots);
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw IdentityProblem.CERTIFICATE_REJECTED.problem("the chain leads to no trusted root");
    }
    IdentityProblem.CERTIFICATE_REJECTED.unless(!isRoot(certificates.getFirst()), "a root");
  }

  private boolean isRoot(X509Certificate certificate) {
    return roots.stream().anyMatch(root -> root.getTrustedCert().equals(certificate));
  }

  private static void requireSubject(X509Certificate certificate, String code) {
    var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    boolean named =
        Stream.of(ORGANIZATION_IDENTIFIER, BCStyle.SERIALNUMBER)
            .flatMap(attribute -> Stream.of(subject.getRDNs(attribute)))
            .map(rdn -> rdn.getFirst().getValue().toString())
            .anyMatch(value -> value.equals(code) || value.endsWith("-" + code));
    IdentityProblem.CERTIFICATE_REJECTED.unless(
        !code.isEmpty() && named, "the subject has another social credit code");
  }

  private static boolean verifies(PublicKey key, Bytes message, byte[] signature) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          case "EdDSA", "Ed25519" -> "Ed25519";
          default -> throw IdentityProblem.CERTIFICATE_REJECTED.problem(key.getAlgorithm());
        };
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(message.toArray());
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static List<X509Certificate> read(byte[] pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw IdentityProblem.CERTIFICATE_REJECTED.problem("not a chain of certificates");
    }
  }

  private static Set<TrustAnchor> anchors(Path file) {
    try {
      return read(Files.readAllBytes(file)).stream()
          .map(root -> new TrustAnchor(root, null))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
