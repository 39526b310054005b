package io.kedge.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The one server that the tests of a run share, since starting one takes seconds. It ends with the
/// run.
public final class TestServer {
  /// All tests of a run ask from one address, one after the other.
  private static final Map<String, Object> MANY_REQUESTS =
      Map.of("kedge.limits.requests-per-second", "100000", "kedge.limits.requests-burst", "100000");

  private static final TestServer SHARED = start();

  private final RunningServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(RunningServer server) {
    this.server = server;
  }

  /// The shared one.
  public static TestServer shared() {
    return SHARED;
  }

  private static TestServer start() {
    try {
      Path data = Files.createTempDirectory("kedge-server");
      StoryLedgers.found(data.resolve("ledgers"), "trading-system");
      var settings = new ServerSettings(data, 0, "127.0.0.1", Optional.empty(), "en", true);
      return new TestServer(RunningServer.start(settings, MANY_REQUESTS));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// What the server is made of.
  public RunningServer running() {
    return server;
  }

  /// The address of a path.
  public URI at(String path) {
    return URI.create(server.address() + path);
  }

  /// Asks, as nobody in particular.
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(at(path)));
  }

  /// Sends a request.
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
