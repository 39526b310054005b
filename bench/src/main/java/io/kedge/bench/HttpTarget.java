package io.kedge.bench;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The same transfers through a server's REST interface: signed outside, sent as envelopes over
/// connections that are kept open.
final class HttpTarget implements Target {
  private static final int OK = 200;
  private static final Pattern HEIGHT = Pattern.compile("\"height\":\"([0-9]+)\"");

  private final URI envelopes;
  private final Path written;
  private final List<SignedTransfers> wallets;
  private final HttpClient client;
  private volatile BiConsumer<Long, Long> acknowledged = (_, _) -> {};

  HttpTarget(URI address, String ledger, Path written, List<SignedTransfers> wallets) {
    this.envelopes = address.resolve("/api/v1/envelopes?ledger=" + ledger);
    this.written = written;
    this.wallets = List.copyOf(wallets);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public List<SignedTransfers> wallets() {
    return wallets;
  }

  /// Tells somebody of every acknowledgement: the block, and when it came, in nanoseconds of
  /// [System#nanoTime].
  void onAcknowledged(BiConsumer<Long, Long> listener) {
    acknowledged = listener;
  }

  @Override
  public void transfer(Bytes envelope) {
    HttpResponse<String> answer = send(envelope);
    long now = System.nanoTime();
    Matcher height = HEIGHT.matcher(answer.body());
    if (answer.statusCode() != OK || !height.find()) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    acknowledged.accept(Long.parseLong(height.group(1)), now);
  }

  private HttpResponse<String> send(Bytes envelope) {
    var request =
        HttpRequest.newBuilder(envelopes)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(envelope.unsafeArray()))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public Path written() {
    return written;
  }

  @Override
  public void close() {
    client.close();
  }
}
