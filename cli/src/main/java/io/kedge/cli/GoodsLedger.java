package io.kedge.cli;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.disk.SystemClock;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.Submitted;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A ledger that goods are loaded into: the one in the folder, or a new one whose founders are just
/// those whom goods need. The founders' keys lie sealed beside it, each under its party's name.
final class GoodsLedger implements AutoCloseable {
  private static final Map<String, List<String>> FOUNDERS =
      Map.of(
          "operator", List.of("OPERATOR"),
          "owner", List.of("OWNER"),
          "warehouse", List.of("CUSTODIAN"),
          "issuer", List.of("ISSUER"),
          "guild", List.of("RIGHTS_HOLDER"));

  private final DiskLock alone;
  private final KeyStore keys;
  private final LedgerNode node;

  private GoodsLedger(DiskLock alone, KeyStore keys, LedgerNode node) {
    this.alone = alone;
    this.keys = keys;
    this.node = node;
  }

  static GoodsLedger open(Path data, Terminal terminal) throws IOException {
    DiskLock alone = LedgerKeys.alone(data);
    try {
      return open(alone, data, terminal);
    } catch (IOException | RuntimeException e) {
      alone.close();
      throw e;
    }
  }

  private static GoodsLedger open(DiskLock alone, Path data, Terminal terminal) throws IOException {
    SigningKey logKey = LedgerKeys.forStory(data, terminal::passphraseDrawn);
    KeyStore keys = LedgerKeys.storyStore(data, terminal::passphraseDrawn);
    Path known = data.resolve("genesis.json");
    Genesis genesis =
        Genesis.read(
            Files.exists(known)
                ? Bytes.wrap(Files.readAllBytes(known))
                : Bytes.utf8(document(keys).write()));
    NodeParts parts = NodeParts.in(data, logKey, terminal.fatal());
    return new GoodsLedger(
        alone, keys, LedgerNode.open(GenesisState.of(genesis), StandardRules.version1(), parts));
  }

  /// Ledger time of the genesis: what is derived from it is the same whenever the import is run.
  LedgerTime beginning() {
    return node.genesis().time();
  }

  /// Sends a command of a founder. The nonce comes from the content, so that a second import of the
  /// same goods is answered with the results of the first.
  Submitted send(Terminal terminal, String party, String type, Json.Obj body) {
    SigningKey key =
        keys.find(party)
            .orElseThrow(() -> Failure.no(terminal.words().say("import.no-key", party)));
    String nonce = Digest.of(Bytes.utf8(type + body.write())).hex().substring(0, 32);
    var header =
        new CommandHeader(
            node.genesis().ledger(),
            CommandType.of(type),
            new PartyId(party),
            nonce,
            LedgerTime.NEVER);
    Bytes payload = Bytes.utf8(header.payload(body).write());
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var envelope =
        new Envelope(
            Envelope.COMMAND,
            payload,
            List.of(new Envelope.Signature(key.id(), key.sign(message))));
    return node.submit(Bytes.utf8(envelope.json().write())).join();
  }

  private static Json.Obj document(KeyStore keys) {
    var founders = new ArrayList<Json>();
    FOUNDERS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(founder -> founders.add(founder(keys, founder.getKey(), founder.getValue())));
    return Json.Obj.empty()
        .with("name", "goods")
        .with("time", new SystemClock().millis())
        .with("ruleBook", new Json.Whole(1))
        .with("consensus", "solo")
        .with("hash", Genesis.HASH)
        .with("stateRootEvery", new Json.Whole(1))
        .with("founders", new Json.Arr(founders))
        .with("clearingParties", new Json.Arr(List.of()));
  }

  private static Json founder(KeyStore keys, String party, List<String> roles) {
    SigningKey key =
        keys.find(party)
            .orElseGet(
                () -> {
                  SigningKey made = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
                  keys.add(party, made);
                  return made;
                });
    return Json.Obj.empty()
        .with("party", party)
        .with("kind", "ENTERPRISE")
        .with("roles", Json.Arr.ofTexts(roles))
        .with("commitment", Digest.of(Bytes.wrap(new SystemEntropy().bytes(32))).hex())
        .with(
            "keys",
            new Json.Arr(
                List.of(
                    Json.Obj.empty()
                        .with("algorithm", key.algorithm().name())
                        .with("publicKey", key.publicKey().base64())
                        .with("holder", "SELF"))))
        .with("employees", new Json.Arr(List.of()));
  }

  @Override
  public void close() throws IOException {
    try {
      node.close();
    } finally {
      alone.close();
    }
  }
}
