package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A log served over HTTP. It follows no redirection and waits no longer than it was told, also for
/// a server that sends a byte now and then.
public final class HttpSource implements LogSource, AutoCloseable {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final URI prefix;
  private final Duration answerMax;
  private final HttpClient client;

  /// A log at an address.
  ///
  /// @param url `http` or `https`, the prefix of all paths
  /// @param answerMax how long a whole answer may take
  /// @throws IllegalArgumentException where it is no such address
  public HttpSource(String url, Duration answerMax) {
    this.prefix = URI.create(url.endsWith("/") ? url : url + "/");
    if (!isWeb(url) || prefix.getHost() == null || prefix.getRawQuery() != null) {
      throw new IllegalArgumentException("not the address of a log: " + url);
    }
    this.answerMax = answerMax;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// True where a text is meant as an address of the web.
  public static boolean isWeb(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  @Override
  public Optional<Bytes> read(String path, int bytesMax) throws SourceFailed {
    URI place = prefix.resolve(path);
    var request = HttpRequest.newBuilder(place).timeout(answerMax).GET().build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax));
    try {
      HttpResponse<byte[]> response = answer.get(answerMax.toMillis(), TimeUnit.MILLISECONDS);
      return switch (response.statusCode()) {
        case OK ->
            Optional.of(SourceFailed.requireAtMost(Bytes.wrap(response.body()), path, bytesMax));
        case NOT_FOUND, GONE -> Optional.empty();
        default -> throw new SourceFailed(place + " answers " + response.statusCode());
      };
    } catch (TimeoutException e) {
      throw new SourceFailed(place + " takes longer than " + answerMax.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new SourceFailed(place + ": " + why(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailed(place + ": interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String why(ExecutionException e) {
    Throwable cause = e.getCause();
    String message = cause instanceof IOException ? cause.getMessage() : null;
    return message == null ? String.valueOf(cause) : message;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
