package io.kedge.server.identity;

import static io.kedge.server.identity.Visitor.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.server.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mutual TLS: what a real handshake of Tomcat shows, and what a header shows.
class ClientCertificateTest {
  private static final char[] PASSWORD = "for this test".toCharArray();

  @TempDir private Path folder;

  private static String fingerprintOfNew(TestCertificates client) throws Exception {
    return Visitor.browser("warehouse")
        .post("/me/certificates", members("certificate", client.pem(), "scopes", Set.of("read")))
        .expect(201)
        .text("fingerprint");
  }

  @Test
  void aRegisteredCertificateIsItsAccountUntilItIsRevoked() throws Exception {
    var authority = TestCertificates.authority("CN=Some CA");
    var server = authority.issue("CN=127.0.0.1");
    var client = authority.issue("CN=wms");
    var twin = authority.issue("CN=wms");
    String fingerprint = fingerprintOfNew(client);
    Tomcat tomcat = tomcat(authority, server);
    try {
      var at = URI.create("https://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/");
      assertThat(ask(at, authority, client)).isEqualTo("warehouse CERTIFICATE");
      assertThat(ask(at, authority, twin)).isEqualTo("nobody");
      Visitor.browser("cellar").delete("/me/certificates/" + fingerprint).expect(404);
      Visitor.browser("warehouse").delete("/me/certificates/" + fingerprint).expect(204);
      assertThat(ask(at, authority, client)).isEqualTo("nobody");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  @Test
  void aHeaderIsBelievedOfNobodyUnlessAProxyIsNamed() throws Exception {
    var client = TestCertificates.authority("CN=Some CA").issue("CN=wms");
    String unused = fingerprintOfNew(client);
    assertThat(unused).hasSize(64);
    String header = URLEncoder.encode(client.pem(), StandardCharsets.US_ASCII).replace("+", "%20");
    new Visitor().with(CertificateOfRequest.HEADER, header).get("/me").expect(401);

    HttpServletRequest request = requestFrom("10.0.0.7", header);
    assertThat(new CertificateOfRequest(List.of("10.0.0.8")).of(request)).isEmpty();
    assertThat(new CertificateOfRequest(List.of("10.0.0.7")).of(request))
        .contains(client.certificate());
  }

  private static HttpServletRequest requestFrom(String address, String header) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            ClientCertificateTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> address;
                  case "getHeader" -> header;
                  default -> null;
                });
  }

  private Tomcat tomcat(TestCertificates authority, TestCertificates server) throws Exception {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    var connector = new Connector();
    connector.setPort(0);
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    connector.setProperty("address", "127.0.0.1");
    var tls = new SSLHostConfig();
    tls.setCertificateVerification("optional");
    tls.setTruststoreFile(store("trust", authority, null).toString());
    tls.setTruststorePassword(new String(PASSWORD));
    var own = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.EC);
    own.setCertificateKeystoreFile(store("server", server, server.key()).toString());
    own.setCertificateKeystorePassword(new String(PASSWORD));
    tls.addCertificate(own);
    connector.addSslHostConfig(tls);
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", folder.toString());
    var callers = TestServer.shared().running().context().getBean(RequestCaller.class);
    Tomcat.addServlet(context, "who", new Who(callers));
    context.addServletMappingDecoded("/", "who");
    tomcat.start();
    return tomcat;
  }

  private Path store(String name, TestCertificates holder, PrivateKey key) throws Exception {
    KeyStore store = keyStore(holder, key);
    Path file = folder.resolve(name + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static KeyStore keyStore(TestCertificates holder, PrivateKey key) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (key == null) {
      store.setCertificateEntry("one", holder.certificate());
    } else {
      store.setKeyEntry("one", key, PASSWORD, new Certificate[] {holder.certificate()});
    }
    return store;
  }

  private static String ask(URI at, TestCertificates authority, TestCertificates client)
      throws Exception {
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(keyStore(client, client.key()), PASSWORD);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keyStore(authority, null));
    var tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (var http = HttpClient.newBuilder().sslContext(tls).build()) {
      return http.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static final class Who extends HttpServlet {
    private final transient RequestCaller callers;

    private Who(RequestCaller callers) {
      this.callers = callers;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String who =
          callers
              .callerOf(request)
              .map(caller -> caller.login() + " " + caller.means())
              .orElse("nobody");
      response.getWriter().write(who);
    }
  }
}
