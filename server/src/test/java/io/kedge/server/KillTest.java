package io.kedge.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.Keyring;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server is killed under load, as by `kill -9`, and started again: what it acknowledged is
/// there with its receipt, it can be queried, and nobody repaired anything.
class KillTest {
  private static final String LEDGER = "trading-system";
  private static final int KILLS = 2;
  private static final int CLIENTS = 8;
  private static final int ACKNOWLEDGED_MIN = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Keyring keyring = new Keyring(LEDGER, new JdkEd25519());
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nonce = new AtomicInteger();

  @Test
  void nothingAcknowledgedIsLostAndNothingIsRepairedByHand(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    StoryLedgers.found(data.resolve("ledgers"), LEDGER);
    Genesis genesis =
        Genesis.read(
            Bytes.wrap(
                Files.readAllBytes(
                    data.resolve("ledgers").resolve(LEDGER).resolve("genesis.json"))));
    String ledger = genesis.ledgerId().hex();
    for (int kill = 0; kill < KILLS; kill++) {
      try (var running = Program.start(data)) {
        requireThere(running.address());
        load(running, ledger, acknowledged.size() + ACKNOWLEDGED_MIN);
      }
    }
    try (var running = Program.start(data)) {
      requireThere(running.address());
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_MIN);
  }

  /// Sends until enough was acknowledged, and kills while more is on its way.
  private void load(Program running, String ledger, int until) throws Exception {
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        threads.execute(
            () -> {
              while (!over.get()) {
                send(running.address(), ledger, over);
              }
            });
      }
      while (acknowledged.size() < until) {
        assertThat(running.process().isAlive()).isTrue();
        Thread.sleep(5);
      }
      running.process().destroyForcibly().waitFor();
    }
  }

  private void send(URI address, String ledger, AtomicBoolean over) {
    Envelope envelope = command(ledger);
    var request =
        HttpRequest.newBuilder(address.resolve("/api/v1/envelopes?ledger=" + LEDGER))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(envelope.json().write()))
            .build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        acknowledged.add(envelope.id().hex());
      } else if (answer.statusCode() != 429) {
        over.set(true);
        throw new IllegalStateException(answer.body());
      }
    } catch (IOException _) {
      over.set(true); // it was killed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A command that may be repeated for ever.
  private Envelope command(String ledger) {
    int n = nonce.incrementAndGet();
    var header =
        new CommandHeader(
            ledger,
            CommandType.of("party.setAutoAccept"),
            new PartyId("alice"),
            "kill-" + n,
            LedgerTime.NEVER);
    var body = Json.Obj.empty().with("accept", new Json.Truth(n % 2 == 0));
    return keyring.sign(Envelope.COMMAND, header.payload(body), "alice", List.of("main"));
  }

  private void requireThere(URI address) throws Exception {
    for (String id : acknowledged) {
      var request =
          HttpRequest.newBuilder(address.resolve("/api/v1/receipts/" + id + "?ledger=" + LEDGER))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      for (int again = 0; answer.statusCode() == 429 && again < 500; again++) {
        Thread.sleep(100);
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      assertThat(answer.statusCode()).as("%s: %s", id, answer.body()).isEqualTo(200);
    }
  }

  /// The server as a process of its own.
  private record Program(Process process, URI address) implements AutoCloseable {
    static Program start(Path data) throws IOException {
      var command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              "io.kedge.server.Main",
              "--data",
              data.toString(),
              "--port",
              "0",
              "--lang",
              "en");
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("KEDGE_LIMITS_REQUESTSPERSECOND", "100000");
      builder.environment().put("KEDGE_LIMITS_REQUESTSBURST", "100000");
      Process process = builder.start();
      var out = new BufferedReader(process.inputReader(UTF_8));
      var said = new StringBuilder();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("ready ")) {
          Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
          return new Program(process, URI.create(line.substring(6)));
        }
      }
      throw new IllegalStateException(said.toString());
    }

    @Override
    public void close() {
      process.destroy();
      if (process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().isAlive()) {
        process.destroyForcibly();
      }
    }
  }
}
