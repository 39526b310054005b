package io.kedge.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/// The server's certificate and its key: PEM files in the folder `tls` of the server's directory.
/// They are the operator's own or were made by `kedge certificate`, and are read again when they
/// change.
///
/// @param certificate the certificate, and those between it and its root
/// @param key its private key, PKCS #8, not sealed
public record Tls(Path certificate, Path key) {
  /// The folder in the server's directory.
  public static final String FOLDER = "tls";

  /// Those of a server's directory, where it has both files.
  public static Optional<Tls> of(Path data) {
    var tls =
        new Tls(
            data.resolve(FOLDER).resolve("server.crt"), data.resolve(FOLDER).resolve("server.key"));
    return Files.exists(tls.certificate) && Files.exists(tls.key)
        ? Optional.of(tls)
        : Optional.empty();
  }

  /// True where only this machine can reach an address.
  ///
  /// @throws IllegalArgumentException where this machine has no such address
  public static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bind, e);
    }
  }

  /// The same as properties of Spring.
  public Map<String, Object> properties() {
    return Map.of(
        "spring.ssl.bundle.pem.kedge.keystore.certificate", "file:" + certificate,
        "spring.ssl.bundle.pem.kedge.keystore.private-key", "file:" + key,
        "spring.ssl.bundle.pem.kedge.reload-on-update", "true",
        "spring.ssl.bundle.pem.kedge.options.enabled-protocols", "TLSv1.3,TLSv1.2",
        "server.ssl.bundle", "kedge");
  }

  /// When the certificate ends, in milliseconds since 1970.
  public long expiryMillis() {
    try (InputStream in = Files.newInputStream(certificate)) {
      var first = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return first.getNotAfter().toInstant().toEpochMilli();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException(certificate + " is no certificate", e);
    }
  }
}
