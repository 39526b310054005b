package io.kedge.server.notification;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/// Posts one message to a web address. It connects to the address that was checked and to no other,
/// follows no redirection, and reads nothing but the status.
@Component
final class WebhookSender {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 10_000;
  private static final int LINE_MAX = 1_000;

  private final TargetGuard guard;
  private final InstantSource clock = InstantSource.system();

  WebhookSender(TargetGuard guard) {
    this.guard = guard;
  }

  /// Posts.
  ///
  /// @param target where to
  /// @param secret signs the message
  /// @param id of the message, the same at every attempt
  /// @throws IOException where nobody took it with a status of 200 to 299
  void post(String target, String secret, String id, byte[] body) throws IOException {
    URI uri = guard.require(target);
    InetAddress address = guard.resolve(uri);
    boolean secure = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      plain.setSoTimeout(READ_MILLIS);
      if (secure) {
        try (SSLSocket tls = tls(plain, uri.getHost(), port)) {
          exchange(tls, uri, secret, id, body);
        }
      } else {
        exchange(plain, uri, secret, id, body);
      }
    }
  }

  private static SSLSocket tls(Socket plain, String host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var tls = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private void exchange(Socket socket, URI uri, String secret, String id, byte[] body)
      throws IOException {
    long seconds = clock.millis() / 1_000;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String host = uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
    String head =
        "POST "
            + path
            + query
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: kedge\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\nwebhook-id: "
            + id
            + "\r\nwebhook-timestamp: "
            + seconds
            + "\r\nwebhook-signature: "
            + WebhookSignature.sign(secret, id, seconds, body)
            + "\r\nConnection: close\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    requireTaken(statusLine(new BufferedInputStream(socket.getInputStream())));
  }

  private static String statusLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    int next = in.read();
    while (next != -1 && next != '\n' && line.length() < LINE_MAX) {
      line.append((char) next);
      next = in.read();
    }
    return line.toString().strip();
  }

  private static void requireTaken(String status) throws IOException {
    if (!status.matches("HTTP/1\\.[01] 2[0-9][0-9]( .*)?")) {
      throw new IOException("the receiver answered " + (status.isEmpty() ? "nothing" : status));
    }
  }
}
