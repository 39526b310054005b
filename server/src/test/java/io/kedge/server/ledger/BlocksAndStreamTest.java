package io.kedge.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.party.Role;
import io.kedge.server.Asking;
import io.kedge.server.TestServer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import io.kedge.server.jobs.WorkLedger;
import io.kedge.server.store.LedgerReads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Blocks, transactions and the stream, as several callers.
@Timeout(120)
class BlocksAndStreamTest {
  private static final Asking PLATFORM = Asking.as("platform", Role.OPERATOR);
  private static final Asking BOB = Asking.as("bob", Role.TRADER);
  private static final AtomicInteger NONCES = new AtomicInteger();

  private static HostedLedger ledger() {
    return TestServer.shared()
        .running()
        .context()
        .getBean(LedgerGateway.class)
        .ledger("trading-system");
  }

  private static long visible() {
    long height = ledger().height();
    var reads = TestServer.shared().running().context().getBean(LedgerReads.class);
    assertThat(reads.awaitVisible("trading-system", height)).isTrue();
    return height;
  }

  @Test
  @Requirement({"L-05", "L-06"})
  void blocksAreChainedAndATransactionTellsItsPartiesWhatHappened() {
    visible();
    List<JsonNode> blocks = Asking.nobody().all("/blocks", 100);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i - 1).get("previousHash")).isEqualTo(blocks.get(i).get("headerHash"));
    }
    JsonNode trade =
        PLATFORM.get("/transactions?type=settlement.&refused=false").get("items").get(0);
    String path = "/transactions/" + trade.get("id").asString();
    JsonNode whole = PLATFORM.get(path);
    assertThat(whole.get("events").toString()).contains("settlement.filled", "\"units\":\"");
    JsonNode open = Asking.nobody().get(path);
    assertThat(open.get("events")).isEmpty();
    assertThat(open.get("transaction").get("payload").isNull()).isTrue();
    assertThat(open.get("transaction").get("title").asString()).doesNotContain("settlement.");
    JsonNode refused = PLATFORM.get("/transactions?refused=true").get("items").get(0);
    assertThat(refused.get("resultText").asString()).isNotBlank();
    String receipt = trade.get("receipt").asString().substring("/api/v1".length());
    assertThat(Asking.nobody().answer(receipt).statusCode()).isEqualTo(200);
  }

  /// What a stream said: height and the changes' data.
  private record Said(long height, String data) {}

  /// A stream that is read line by line.
  private static final class Listening implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    Listening(Asking as, long last) throws IOException, InterruptedException {
      var request = as.request("/stream").header("Last-Event-ID", Long.toString(last));
      HttpResponse<InputStream> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/event-stream");
      body = answer.body();
      lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// The next event that has data.
    Said next() throws IOException {
      long id = -1;
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          return new Said(id, data);
        }
      }
      throw new IOException("the stream ended");
    }

    /// Events up to a height.
    List<Said> upTo(long height) throws IOException {
      var said = new ArrayList<Said>();
      do {
        said.add(next());
      } while (said.getLast().height() < height);
      return said;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  @Test
  void whoComesBackGoesOnWithoutAGapAndWithoutADouble() throws Exception {
    visible();
    List<Said> whole = heardBy(PLATFORM, 0, Integer.MAX_VALUE);
    assertThat(whole)
        .hasSizeGreaterThan(20)
        .isSortedAccordingTo((a, b) -> Long.compare(a.height(), b.height()))
        .doesNotHaveDuplicates();
    var pieces = new ArrayList<Said>();
    long last = 0;
    while (pieces.size() < whole.size()) {
      List<Said> piece = heardBy(PLATFORM, last, Math.min(9, whole.size() - pieces.size()));
      pieces.addAll(piece);
      last = piece.getLast().height();
    }
    assertThat(pieces).isEqualTo(whole);
  }

  /// Some events from a height on; all that there are before a mark where more are asked for.
  private static List<Said> heardBy(Asking as, long last, int most) throws Exception {
    try (var listening = new Listening(as, last)) {
      if (most == Integer.MAX_VALUE) {
        return listening.upTo(lastAccepted());
      }
      var said = new ArrayList<Said>();
      while (said.size() < most) {
        said.add(listening.next());
      }
      return said;
    }
  }

  /// The height of the last block that the operator hears of: every accepted command is told to it.
  private static long lastAccepted() {
    JsonNode newest = PLATFORM.get("/transactions?refused=false&limit=1").get("items").get(0);
    return Long.parseLong(newest.get("height").asString());
  }

  @Test
  void aListenerHearsWhatConcernsItAndNothingElse() throws Exception {
    long before = visible();
    try (var bob = new Listening(BOB, before);
        var gao = new Listening(Asking.as("gao", Role.TRADER), before)) {
      long first = transferToOneself("bob");
      Said heard = bob.next();
      assertThat(heard.height()).isEqualTo(first);
      JsonNode change = JsonMapper.shared().readTree(heard.data()).get("changes").get(0);
      assertThat(change.get("topic").asString()).isEqualTo("balance");
      assertThat(change.get("type").asString()).isEqualTo("note.transfer/1");
      long second = transferToOneself("gao");
      assertThat(gao.next().height()).isEqualTo(second);
    }
  }

  private static long transferToOneself(String party) throws Exception {
    visible();
    JsonNode note =
        PLATFORM.get("/notes?party=" + party + "&instrument=cny&limit=1").get("items").get(0);
    var output =
        Json.Obj.empty()
            .with("to", party)
            .with("units", Long.parseLong(note.get("units").asString()));
    var body =
        Json.Obj.empty()
            .with("instrument", "cny")
            .with("inputs", Json.Arr.ofTexts(List.of(note.get("id").asString())))
            .with("outputs", new Json.Arr(List.of(output)));
    var header =
        new CommandHeader(
            ledger().genesis().ledgerId().hex(),
            CommandType.of("note.transfer"),
            new PartyId(party),
            "stream-" + NONCES.incrementAndGet(),
            ledger().now().plusMillis(600_000));
    Bytes payload = Bytes.utf8(header.payload(body).write());
    var key = WorkLedger.key(party, "main");
    Bytes signed = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var signature = new Envelope.Signature(key.id(), key.sign(signed));
    var envelope = new Envelope(Envelope.COMMAND, payload, List.of(signature));
    var answer = ledger().submit(Bytes.utf8(envelope.json().write())).get();
    assertThat(answer.code()).as(answer.detail()).isEqualTo("accepted");
    return answer.place().orElseThrow().height();
  }

  @Test
  void twoHundredListenersAreServed() throws Exception {
    long before = visible();
    var listeners = new ArrayList<Listening>();
    try {
      for (int i = 0; i < 200; i++) {
        listeners.add(new Listening(BOB, before));
      }
      long height = transferToOneself("bob");
      for (Listening listening : listeners) {
        assertThat(listening.next().height()).isEqualTo(height);
      }
    } finally {
      for (Listening listening : listeners) {
        listening.close();
      }
    }
  }

  @Test
  void aHeightThatIsNoneIsMalformed() {
    var answer =
        TestServer.shared().send(BOB.request("/stream").header("Last-Event-ID", "yesterday"));
    assertThat(answer.statusCode()).isEqualTo(400);
  }
}
