package io.kedge.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that listen to a server's events, each over a connection of its own. The id of an event
/// is the height it is of.
final class EventStreams implements AutoCloseable {
  private static final String ID = "id:";

  private final HttpClient client;
  private final List<Listener> listeners = new ArrayList<>();
  private final Map<Long, Long> heard = new ConcurrentHashMap<>();
  private final AtomicLong events = new AtomicLong();

  private EventStreams(HttpClient client) {
    this.client = client;
  }

  /// Opens streams and comes back once all of them are answered.
  static EventStreams open(URI address, String ledger, int clients)
      throws IOException, InterruptedException {
    var streams =
        new EventStreams(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    var answered = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      var listener = new Listener(i == 0);
      streams.listeners.add(listener);
      URI stream = address.resolve("/api/v1/stream?ledger=" + ledger);
      Thread.ofVirtual().start(() -> streams.listen(stream, listener, answered));
    }
    answered.await();
    return streams;
  }

  /// What one client has heard.
  private static final class Listener {
    private final boolean first;
    private volatile long last;
    private volatile boolean backwards;

    Listener(boolean first) {
      this.first = first;
    }
  }

  private void listen(URI stream, Listener listener, CountDownLatch answered) {
    var request = HttpRequest.newBuilder(stream).header("Accept", "text/event-stream").build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      answered.countDown();
      try (var lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(ID)) {
            heard(listener, Long.parseLong(line.substring(ID.length()).strip()));
          }
        }
      }
    } catch (IOException _) {
      answered.countDown(); // closed, or cut off: then it has not heard of the last block
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void heard(Listener listener, long height) {
    long now = System.nanoTime();
    events.incrementAndGet();
    listener.backwards |= height < listener.last;
    listener.last = height;
    if (listener.first) {
      heard.putIfAbsent(height, now);
    }
  }

  /// When the first client heard of a height or a later one, in nanoseconds of
  /// [System#nanoTime]; waits for it.
  ///
  /// @return 0 where it did not in time
  long heardAt(long height, long nanosMax) throws InterruptedException {
    long until = System.nanoTime() + nanosMax;
    while (listeners.getFirst().last < height && System.nanoTime() < until) {
      Thread.sleep(1);
    }
    long first = 0;
    for (var entry : heard.entrySet()) {
      if (entry.getKey() >= height && (first == 0 || entry.getValue() < first)) {
        first = entry.getValue();
      }
    }
    return first;
  }

  /// How they fared.
  ///
  /// @param height the last block
  ServerReport.Streams report(long height, long nanosMax) throws InterruptedException {
    long until = System.nanoTime() + nanosMax;
    while (whole(height) < listeners.size() && System.nanoTime() < until) {
      Thread.sleep(10);
    }
    return new ServerReport.Streams(listeners.size(), whole(height), events.get());
  }

  private int whole(long height) {
    return (int) listeners.stream().filter(one -> one.last >= height && !one.backwards).count();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
