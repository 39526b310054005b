package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.ledger.crypto.Passphrase;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kedge certificate` makes what TLS of the JDK accepts from the authority, and only then.
class CertificateCommandTest {
  private static final Passphrase SECRET = Passphrase.of("secret 口令");

  @TempDir private Path folder;

  private Program.Ended certificate(String passphrase, String... arguments) throws Exception {
    var builder = Program.builder("certificate", "--data", folder.toString());
    builder.command().addAll(List.of(arguments));
    if (!passphrase.isEmpty()) {
      builder.environment().put("KEDGE_PASSPHRASE", passphrase);
    }
    return Program.finish(builder.start(), Long.MAX_VALUE);
  }

  @Test
  void theAuthorityStaysAndTheCertificateIsRenewed() throws Exception {
    assertThat(certificate("", "--name", "kedge.test").exit()).isEqualTo(1);
    assertThat(folder.resolve("tls")).doesNotExist();

    Program.Ended made = certificate("secret", "--name", "kedge.test", "--name", "10.1.2.3");
    assertThat(made.exit()).as(made.err().toString()).isZero();
    assertThat(made.out()).contains("iPhone", "Android", "kedge.test, 10.1.2.3");
    Path tls = folder.resolve("tls");
    String authority = Files.readString(tls.resolve("ca.crt"));
    assertThat(Files.readString(tls.resolve("ca.key"))).contains("ENCRYPTED PRIVATE KEY");
    for (String key : List.of("ca.key", "server.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tls.resolve(key))))
          .isEqualTo("rw-------");
    }
    String first = Files.readString(tls.resolve("server.crt"));
    assertThat(certificate("other", "--name", "kedge.test").exit()).isEqualTo(1);
    assertThat(certificate("secret", "--name", "kedge.test").exit()).isZero();
    assertThat(Files.readString(tls.resolve("ca.crt"))).isEqualTo(authority);
    assertThat(Files.readString(tls.resolve("server.crt"))).isNotEqualTo(first);
    assertThat(certificate("secret", "--name", "no name").exit()).isEqualTo(2);
    assertThat(certificate("secret", "--days", "826").exit()).isEqualTo(2);
  }

  @Test
  void whoTrustsTheAuthorityTrustsTheServerUnderItsNamesAlone() throws Exception {
    Instant now = Instant.now();
    var authority = LocalAuthority.in(folder, "kedge.test", SECRET, now);
    Instant until = authority.issue(List.of("kedge.test", "127.0.0.1"), now, Duration.ofDays(30));
    assertThat(until).isBetween(now.plus(Duration.ofDays(29)), now.plus(Duration.ofDays(31)));
    assertThat(authority.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    var again = LocalAuthority.in(folder, "kedge.test", SECRET, now);
    assertThat(again.isNew()).isFalse();
    assertThat(again.fingerprint()).isEqualTo(authority.fingerprint());

    assertThat(greeted("127.0.0.1")).isEqualTo("hello");
    Assertions.assertThatThrownBy(() -> greeted("localhost"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  /// Has a client that trusts the authority say hello over TLS, and checks the name.
  private String greeted(String name) throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain;
    try (var in = Files.newInputStream(folder.resolve("server.crt"))) {
      chain = factory.generateCertificates(in).stream().map(X509Certificate.class::cast).toList();
    }
    String pem = Files.readString(folder.resolve("server.key"));
    byte[] code = java.util.Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    var key =
        java.security.KeyFactory.getInstance("EC")
            .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(code));
    var own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(folder.resolve("ca.crt"))) {
      trusted.setCertificateEntry("ca", factory.generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    var server = SSLContext.getInstance("TLS");
    server.init(keys.getKeyManagers(), null, null);
    var client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
    return exchanged(server, client, name);
  }

  private static String exchanged(SSLContext server, SSLContext client, String name)
      throws Exception {
    try (var listening =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try (var one = listening.accept()) {
              one.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            } catch (java.io.IOException _) {
              // The client did not trust it and went away.
            }
          });
      try (var socket =
          (SSLSocket) client.getSocketFactory().createSocket(name, listening.getLocalPort())) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
