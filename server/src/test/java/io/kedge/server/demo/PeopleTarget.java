package io.kedge.server.demo;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.scenario.run.JdkEd25519;
import io.kedge.scenario.run.Keyring;
import io.kedge.scenario.run.MemoryTarget;
import io.kedge.scenario.run.Target;
import io.kedge.server.RunningServer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.identity.DemoAccounts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server over HTTP as the target of a story. Each party signs in with its own account; its steps
/// are made and signed by the server. What a server would not make for anybody — forged, expired,
/// signed by several — is sent as an envelope that was signed outside.
final class PeopleTarget implements Target {
  private final RunningServer server;
  private final HostedLedger ledger;
  private final Keyring keyring;
  private final AtomicLong millis;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<CommandId, Bytes> sent = new HashMap<>();
  private Optional<MemoryTarget> shadow = Optional.empty();
  private LedgerTime told;
  private int custodial;

  PeopleTarget(RunningServer server, HostedLedger ledger, String pack, AtomicLong millis) {
    this.server = server;
    this.ledger = ledger;
    this.keyring = new Keyring(pack, new JdkEd25519());
    this.millis = millis;
    this.told = ledger.genesis().time();
  }

  /// The same, with a ledger in memory that decides everything again: its results must be those
  /// that came over HTTP, and it knows the changes that HTTP does not tell.
  PeopleTarget checkedBy(MemoryTarget memory) {
    shadow = Optional.of(memory);
    return this;
  }

  Set<String> signedIn() {
    return tokens.keySet();
  }

  int custodial() {
    return custodial;
  }

  @Override
  public String ledgerId() {
    return ledger.genesis().ledgerId().hex();
  }

  @Override
  public LedgerTime now() {
    return told;
  }

  @Override
  public void advanceTo(LedgerTime time) {
    millis.accumulateAndGet(time.millis(), Math::max);
  }

  @Override
  public Answer submit(Bytes bytes) {
    Envelope envelope = Envelope.read(bytes);
    Bytes again = sent.get(envelope.id());
    if (again != null) {
      return answer(post("/envelopes?ledger=" + ledger.name(), again, Optional.empty()));
    }
    Optional<Step> step = step(envelope);
    Optional<String> token = step.flatMap(known -> token(known.header().by().value()));
    HttpResponse<String> response;
    if (step.isPresent() && step.get().plain() && token.isPresent()) {
      custodial++;
      String type = step.get().header().type().name();
      response = post("/commands/" + type, Bytes.utf8(step.get().body().write()), token);
    } else {
      response = post("/envelopes?ledger=" + ledger.name(), bytes, token);
    }
    Answer answer = answer(response);
    ordered(answer.id()).ifPresent(kept -> sent.put(envelope.id(), kept));
    return answer;
  }

  /// @param plain whether a server would make the same command for its sender
  private record Step(CommandHeader header, Json.Obj body, boolean plain) {}

  private Optional<Step> step(Envelope envelope) {
    try {
      var payload = (Json.Obj) Json.read(envelope.payload());
      CommandHeader header = CommandHeader.read(Fields.of("", payload));
      boolean own =
          envelope.equals(
              keyring.sign(Envelope.COMMAND, payload, header.by().value(), List.of("main")));
      boolean usual =
          header.ledger().equals(ledgerId())
              && header.type().version() == 1
              && !header.type().name().equals("party.register")
              && !ledger.now().isAfter(header.notAfter());
      return Optional.of(new Step(header, (Json.Obj) payload.members().get("body"), own && usual));
    } catch (MalformedException | ClassCastException e) {
      return Optional.empty();
    }
  }

  /// The token of a party's session; none while it has no account.
  private Optional<String> token(String party) {
    if (!tokens.containsKey(party)) {
      server.context().getBean(DemoAccounts.class).make(ledger);
      var login =
          json.createObjectNode()
              .put("login", party)
              .put("password", DemoAccounts.PASSWORD)
              .put("bearer", true);
      var response =
          post("/sessions", Bytes.utf8(json.writeValueAsString(login)), Optional.empty());
      if (response.statusCode() == 201) {
        tokens.put(party, json.readTree(response.body()).get("token").asString());
      }
    }
    return Optional.ofNullable(tokens.get(party));
  }

  private HttpResponse<String> post(String path, Bytes body, Optional<String> token) {
    var request =
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .header("Accept-Language", "en")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
    token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 500) {
        throw new IllegalStateException(path + " " + body.text() + ": " + response.body());
      }
      return response;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer answer(HttpResponse<String> response) {
    JsonNode document = json.readTree(response.body());
    String code =
        response.statusCode() == 200
            ? document.get("result").asString()
            : document.get("code").asString();
    if (!document.hasNonNull("height")) {
      var id = new CommandId(Digest.ZERO);
      return new Answer(id, told, new Outcome(code, response.body(), List.of(), List.of()));
    }
    var id = new CommandId(Digest.fromHex(document.get("commandId").asString()));
    Block block = ledger.block(Long.parseLong(document.get("height").asString())).orElseThrow();
    told = block.header().time();
    Answer again = decidedAgain(block, id);
    if (!again.outcome().code().equals(code)) {
      throw new IllegalStateException("over HTTP " + code + ", decided again " + again);
    }
    return again;
  }

  private Answer decidedAgain(Block block, CommandId id) {
    MemoryTarget memory = shadow.orElseThrow();
    memory.advanceTo(block.header().time());
    return memory.submit(envelope(block, id).orElseThrow());
  }

  private Optional<Bytes> ordered(CommandId id) {
    return ledger
        .decided(id)
        .flatMap(answer -> answer.place())
        .flatMap(place -> ledger.block(place.height()))
        .flatMap(block -> envelope(block, id));
  }

  private static Optional<Bytes> envelope(Block block, CommandId id) {
    return block.entries().stream()
        .map(BlockEntry::leaf)
        .filter(leaf -> leaf.commandId().equals(id))
        .findFirst()
        .flatMap(leaf -> leaf.envelope())
        .map(envelope -> Bytes.utf8(envelope.json().write()));
  }
}
