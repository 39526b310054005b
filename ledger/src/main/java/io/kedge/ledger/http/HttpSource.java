package io.kedge.ledger.http;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.follow.Source;
import io.kedge.ledger.follow.SourceFailure;
import io.kedge.ledger.publish.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A ledger published over HTTP. Each request has a time within which its whole answer must be
/// there (60 seconds, one more for each MiB it may have), and a number of bytes it may have, also
/// after decompression: a ledger that answers slowly
/// or without end holds nobody up for ever.
public final class HttpSource implements Source, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long ANSWER_SECONDS = 60;
  private static final int REASON_BYTES_MAX = 4 << 10;

  private final String base;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpSource(String base) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// A ledger at a URL.
  ///
  /// @param url http or https, with or without a slash at the end
  /// @throws IllegalArgumentException where it is no such URL
  public static HttpSource at(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || uri.getHost() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("not the URL of a ledger: " + url);
    }
    return new HttpSource(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }

  @Override
  public Bytes get(String path, int bytesMax) throws SourceFailure {
    HttpRequest request = request(path).header("Accept-Encoding", "gzip, identity").build();
    Answer answer = send(request, path, bytesMax);
    return switch (answer.status()) {
      case 200 -> answer.body();
      case 404 -> throw new SourceFailure(SourceFailure.Kind.NOT_FOUND, name(path));
      case 502, 503, 504 ->
          throw new SourceFailure(
              SourceFailure.Kind.UNREACHABLE, name(path) + ": status " + answer.status());
      default ->
          throw new SourceFailure(
              SourceFailure.Kind.REFUSED, name(path) + ": status " + answer.status());
    };
  }

  @Override
  public Answer post(String path, Bytes body) throws SourceFailure {
    HttpRequest request =
        request(path)
            .header("Content-Type", Answer.TEXT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.unsafeArray()))
            .build();
    return send(request, path, REASON_BYTES_MAX);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(name(path)))
        .timeout(Duration.ofSeconds(ANSWER_SECONDS));
  }

  private String name(String path) {
    return base + "/" + path;
  }

  /// The client's own time limit ends with the headers of the answer; this one with its last byte.
  private Answer send(HttpRequest request, String path, int bytesMax) throws SourceFailure {
    var answer = new CompletableFuture<Answer>();
    var work = threads.submit(() -> exchange(request, bytesMax, answer));
    try {
      return answer.get(ANSWER_SECONDS + (bytesMax >> 20), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SourceFailure(SourceFailure.Kind.UNREACHABLE, name(path) + " took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(SourceFailure.Kind.UNREACHABLE, name(path) + " was given up");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SourceFailure failure
          ? failure
          : new SourceFailure(
              SourceFailure.Kind.UNREACHABLE, name(path) + ": " + reason(e.getCause()));
    } finally {
      work.cancel(true);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    return message == null ? String.valueOf(cause) : message;
  }

  private void exchange(HttpRequest request, int bytesMax, CompletableFuture<Answer> answer) {
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        boolean ok = response.statusCode() == 200;
        byte[] bytes = read(response, body, ok ? bytesMax : REASON_BYTES_MAX);
        String type = response.headers().firstValue("Content-Type").orElse("");
        answer.complete(
            new Answer(response.statusCode(), type, Answer.Caching.NONE, Bytes.wrap(bytes)));
      }
    } catch (SourceFailure | IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(e);
    }
  }

  private static byte[] read(HttpResponse<InputStream> response, InputStream body, int bytesMax)
      throws IOException, SourceFailure {
    boolean gzip =
        response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    byte[] bytes;
    try (InputStream in = gzip ? new GZIPInputStream(body) : body) {
      bytes = in.readNBytes(bytesMax + 1);
    } catch (ZipException e) {
      throw new SourceFailure(SourceFailure.Kind.REFUSED, response.uri() + ": not gzip");
    }
    if (bytes.length > bytesMax && response.statusCode() == 200) {
      throw new SourceFailure(
          SourceFailure.Kind.TOO_LARGE, response.uri() + ": more than " + bytesMax + " bytes");
    }
    return bytes;
  }

  @Override
  public String name() {
    return base;
  }

  /// Asks nothing any more.
  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
