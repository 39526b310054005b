package io.kedge.cli;

import io.kedge.ledger.crypto.Passphrase;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/// An authority for one server's TLS certificates, in the folder `tls` of its directory: `ca.crt`,
/// and
/// `ca.key` sealed by the operator's passphrase. Whoever trusts `ca.crt` trusts every certificate
/// that key signs, so it signs for servers alone and no further authorities.
final class LocalAuthority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private final Path certificateFile;
  private final X509Certificate certificate;
  private final PrivateKey key;
  private final boolean made;

  private LocalAuthority(
      Path certificateFile, X509Certificate certificate, PrivateKey key, boolean made) {
    this.certificateFile = certificateFile;
    this.certificate = certificate;
    this.key = key;
    this.made = made;
  }

  /// The authority of a folder, made where there is none.
  ///
  /// @throws PKCSException where another passphrase sealed its key
  static LocalAuthority in(Path folder, String host, Passphrase passphrase, Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException, PKCSException {
    Path file = folder.resolve("ca.crt");
    Path keyFile = folder.resolve("ca.key");
    char[] secret = new String(passphrase.secret().toArray(), StandardCharsets.UTF_8).toCharArray();
    if (Files.exists(file)) {
      return new LocalAuthority(file, read(file), unsealed(keyFile, secret), false);
    }
    Files.createDirectories(folder);
    KeyPair pair = newPair();
    var name = new X500Name("CN=Kedge " + host);
    var builder =
        builder(name, name, pair.getPublic(), now, AUTHORITY_LIFE)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    X509Certificate certificate = signed(builder, pair.getPrivate());
    OutputEncryptor sealing =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setProvider(PROVIDER)
            .setIterationCount(600_000)
            .setPassword(secret)
            .build();
    writePrivate(keyFile, pem(new JcaPKCS8Generator(pair.getPrivate(), sealing).generate()));
    Files.writeString(file, pem(certificate));
    return new LocalAuthority(file, certificate, pair.getPrivate(), true);
  }

  /// True where it was made just now.
  boolean isNew() {
    return made;
  }

  /// What others have to trust.
  Path file() {
    return certificateFile;
  }

  /// SHA-256 of its certificate, as browsers and phones show it.
  String fingerprint() throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  /// Issues a certificate with a key of its own, as `server.crt` and `server.key` beside its own.
  ///
  /// @param names names and addresses of the server, at least one
  /// @return until when it is valid
  Instant issue(List<String> names, Instant now, Duration life)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair pair = newPair();
    var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    var subject = new X500Name("CN=" + names.getFirst());
    GeneralName[] all = names.stream().map(LocalAuthority::named).toArray(GeneralName[]::new);
    var extensions = new JcaX509ExtensionUtils();
    var builder =
        builder(issuer, subject, pair.getPublic(), now, life)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all))
            .addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(certificate))
            .addExtension(
                Extension.subjectKeyIdentifier,
                false,
                extensions.createSubjectKeyIdentifier(pair.getPublic()));
    X509Certificate issued = signed(builder, key);
    Path folder = certificateFile.resolveSibling("");
    writePrivate(
        folder.resolve("server.key"),
        pem(new JcaPKCS8Generator(pair.getPrivate(), null).generate()));
    Path fresh = folder.resolve("server.crt.new");
    Files.writeString(fresh, pem(issued) + pem(certificate));
    Files.move(
        fresh,
        folder.resolve("server.crt"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return issued.getNotAfter().toInstant();
  }

  /// True for an address in digits, of IPv4 or IPv6.
  static boolean isAddress(String name) {
    return name.contains(":") || name.matches("\\d+(\\.\\d+){3}");
  }

  private static GeneralName named(String name) {
    return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, new SecureRandom()).setBit(126),
        Date.from(now.minus(CLOCKS_DIFFER)),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate signed(
      org.bouncycastle.cert.X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").setProvider(PROVIDER).build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC", PROVIDER);
    generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
    return generator.generateKeyPair();
  }

  private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey unsealed(Path file, char[] secret) throws IOException, PKCSException {
    try (var parser = new PEMParser(new StringReader(Files.readString(file)))) {
      @Nullable Object found = parser.readObject();
      if (!(found instanceof PKCS8EncryptedPrivateKeyInfo sealed)) {
        throw new IOException(file + " is no sealed key");
      }
      var opener =
          new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(PROVIDER).build(secret);
      return new JcaPEMKeyConverter()
          .setProvider(PROVIDER)
          .getPrivateKey(sealed.decryptPrivateKeyInfo(opener));
    } catch (OperatorCreationException e) {
      throw new IOException(e);
    }
  }

  private static String pem(X509Certificate certificate) throws IOException {
    return pem(new JcaMiscPEMGenerator(certificate).generate());
  }

  private static String pem(PemObject object) throws IOException {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static void writePrivate(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
