package io.kedge.ledger.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.light.LightAnswer.Step;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A log over HTTP, and servers that answer badly.
@Timeout(30)
class HttpSourceTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  private final PlayedLog log = PlayedLog.honest().to(300);
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.startsWith("/log/")) {
        Optional<Bytes> found = log.read(path.substring("/log/".length()), 1 << 20);
        byte[] body = found.orElse(Bytes.EMPTY).toArray();
        exchange.sendResponseHeaders(
            found.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
          exchange.getResponseBody().write(body);
        }
        return;
      }
      switch (path.split("/")[1]) {
        case "silent" -> await();
        case "dripping" -> drip(exchange);
        case "endless" -> pour(exchange, 0);
        case "huge" -> pour(exchange, 1L << 40);
        case "elsewhere" -> {
          exchange.getResponseHeaders().add("Location", "/log/checkpoint");
          exchange.sendResponseHeaders(302, -1);
        }
        default -> exchange.sendResponseHeaders(500, -1);
      }
    }
  }

  private void await() {
    try {
      end.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (end.getCount() > 0) {
        out.write('a');
        out.flush();
        if (end.await(50, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pour(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    OutputStream out = exchange.getResponseBody();
    byte[] lot = new byte[1 << 16];
    for (int i = 0; i < 1 << 14 && end.getCount() > 0; i++) {
      out.write(lot);
    }
  }

  private HttpSource source(String path) {
    return new HttpSource("http://127.0.0.1:" + server.getAddress().getPort() + "/" + path, SHORT);
  }

  @Test
  void aLogIsFollowedOverHttp() throws IOException {
    var disk = new SimDisk();
    var key = Optional.of(Believed.of(List.of(PlayedLog.vkey())));
    try (var client = LightClient.open(disk);
        HttpSource slash = source("log/");
        HttpSource plain = source("log")) {
      assertThat(((LightAnswer.Fits) client.look(slash, "web", key)).step()).isEqualTo(Step.FIRST);
      log.to(1_000);
      assertThat(((LightAnswer.Fits) client.look(plain, "web", Optional.empty())).step())
          .isEqualTo(Step.FORWARD);
      assertThat(plain.read("tile/0/009", 1 << 20)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "dripping", "endless", "huge", "elsewhere", "broken"})
  void aBadServerIsGivenUp(String kind) {
    var disk = new SimDisk();
    long begun = System.nanoTime();
    try (HttpSource source = source(kind)) {
      assertThatThrownBy(
              () -> {
                try (var client = LightClient.open(disk)) {
                  client.look(source, "web", Optional.empty());
                }
              })
          .isInstanceOf(SourceFailed.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    assertThat(disk.files()).noneMatch(file -> file.endsWith(".kept"));
  }

  @Test
  void nobodyAnswers() {
    server.stop(0);
    try (HttpSource source = source("log")) {
      assertThatThrownBy(() -> source.read("checkpoint", 100)).isInstanceOf(SourceFailed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/", "http:///x", "http://a/?x=1", "http://a b/"})
  void whatIsNoAddress(String url) {
    assertThatThrownBy(() -> new HttpSource(url, SHORT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
