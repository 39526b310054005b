package io.kedge.ledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerServerTest {
  private static final Bytes LARGE = Bytes.wrap(new byte[5_000]);

  private final List<Request> seen = new ArrayList<>();
  private LedgerServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    server =
        LedgerServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::answer);
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private synchronized Answer answer(Request request) {
    seen.add(request);
    return switch (request.path()) {
      case "large" -> Answer.lasting(Answer.BINARY, LARGE);
      case "small" -> Answer.changing(Answer.TEXT, Bytes.utf8("tea"));
      default -> Answer.none(request.path());
    };
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  @Test
  void carriesBodyTypeAndCaching() throws Exception {
    HttpResponse<byte[]> small = send(request("/small?x=1"));
    assertThat(small.statusCode()).isEqualTo(200);
    assertThat(small.body()).isEqualTo("tea".getBytes(StandardCharsets.UTF_8));
    assertThat(small.headers().firstValue("Content-Type")).contains(Answer.TEXT);
    assertThat(small.headers().firstValue("Cache-Control")).contains("no-cache");
    HttpResponse<byte[]> large = send(request("/large").header("Accept-Encoding", "gzip"));
    assertThat(large.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(large.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(large.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(LARGE.toArray());
    }
    assertThat(send(request("/large").header("Accept-Encoding", "gzip;q=0")).body())
        .isEqualTo(LARGE.toArray());
    HttpResponse<byte[]> head = send(request("/small").HEAD());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(send(request("/none")).statusCode()).isEqualTo(404);
    assertThat(send(request("/small").DELETE()).statusCode()).isEqualTo(405);
    var post = HttpRequest.BodyPublishers.ofByteArray(new byte[LedgerServer.BODY_BYTES_MAX + 1]);
    assertThat(send(request("/small").POST(post)).statusCode()).isEqualTo(413);
    assertThat(send(request("/" + "x".repeat(300))).statusCode()).isEqualTo(404);
    assertThat(seen).extracting(Request::path).containsExactly("none");
  }

  /// Clients that send a byte now and then hold up nobody.
  @Test
  void slowClientsHoldUpNobody() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 64; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        slow.add(socket);
        String begun =
            i % 2 == 0 ? "GET /sm" : "POST /small HTTP/1.1\r\nContent-Length: 9\r\n\r\nx";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      assertThat(send(request("/small")).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
