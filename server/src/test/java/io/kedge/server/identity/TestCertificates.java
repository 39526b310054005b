package io.kedge.server.identity;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Certificates for tests: authorities and those they certify.
record TestCertificates(X509Certificate certificate, PrivateKey key) {
  static TestCertificates authority(String name) throws Exception {
    KeyPair pair = pair();
    return new TestCertificates(
        sign(name, pair, name, pair.getPrivate(), true, Instant.now()), pair.getPrivate());
  }

  /// A certificate this authority gives.
  TestCertificates issue(String subject) throws Exception {
    return issue(subject, Instant.now());
  }

  TestCertificates issue(String subject, Instant from) throws Exception {
    KeyPair pair = pair();
    String issuer = certificate.getSubjectX500Principal().getName();
    return new TestCertificates(sign(subject, pair, issuer, key, false, from), pair.getPrivate());
  }

  String pem() throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static KeyPair pair() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  @SuppressWarnings("JavaUtilDate") // what BouncyCastle takes
  private static X509Certificate sign(
      String subject, KeyPair pair, String issuer, PrivateKey by, boolean authority, Instant from)
      throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(System.nanoTime()),
            Date.from(from.minus(Duration.ofMinutes(5))),
            Date.from(from.plus(Duration.ofDays(1))),
            new X500Name(subject),
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
  }
}
