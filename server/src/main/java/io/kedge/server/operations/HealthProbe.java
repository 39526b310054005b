package io.kedge.server.operations;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A program for containers, which have no curl: ends with 0 where the server at an address is
/// ready.
public final class HealthProbe {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private HealthProbe() {}

  /// Asks once.
  ///
  /// @param arguments the server's address, and for TLS the file of the certificate to trust
  public static void main(String[] arguments) throws Exception {
    boolean ready =
        arguments.length == 2
            ? isReady(arguments[0], trusting(Path.of(arguments[1])))
            : isReady(arguments[0], SSLContext.getDefault());
    System.exit(ready ? 0 : 1);
  }

  static boolean isReady(String address, SSLContext tls) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness"))
            .timeout(ANSWER_WITHIN)
            .build();
    try (var client =
        HttpClient.newBuilder().sslContext(tls).connectTimeout(ANSWER_WITHIN).build()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private static SSLContext trusting(Path certificate)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "kedge", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
