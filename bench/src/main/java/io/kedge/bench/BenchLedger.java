package io.kedge.bench;

import io.kedge.contract.Envelope;
import io.kedge.genesis.Genesis;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.node.Fatal;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.Submitted;
import io.kedge.rulebook.StandardRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A ledger with many parties, each with a key of its own and a note of cash: where transfers are
/// measured. It is an ordinary ledger: durable, with tree, state root and checkpoints.
final class BenchLedger implements Target {
  static final String CASH = "cny";
  private static final long UNITS = 1_000_000_000_000L;
  private static final LedgerTime BEGINNING = LedgerTime.of(1_767_225_600_000L);
  private static final int STATE_ROOT_EVERY = 16;

  private final LedgerNode node;
  private final Path folder;
  private final List<SignedTransfers> wallets;

  private BenchLedger(LedgerNode node, Path folder, List<SignedTransfers> wallets) {
    this.node = node;
    this.folder = folder;
    this.wallets = wallets;
  }

  /// Founds a ledger in an empty folder.
  ///
  /// @param parties how many wallets it has
  static BenchLedger found(Path folder, int parties) throws IOException {
    return found(parts(folder), parties);
  }

  /// Founds a ledger of these parts.
  ///
  /// @param parts on a disk of this machine
  /// @param parties how many wallets it has
  static BenchLedger found(NodeParts parts, int parties) throws IOException {
    LedgerNode node = open(parts, parties);
    try {
      Path folder = ((RealDisk) parts.disk()).root();
      return new BenchLedger(node, folder, fund(node, parties));
    } catch (RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  /// Opens the ledger in a folder, or founds it without wallets.
  static LedgerNode open(NodeParts parts, int parties) throws IOException {
    return LedgerNode.open(genesis(parties), StandardRules.version1(), parts);
  }

  /// What a ledger with so many wallets is founded with.
  static GenesisState genesis(int parties) {
    return GenesisState.of(Genesis.read(Bytes.utf8(document(parties).write())));
  }

  /// The real parts, in a folder.
  static NodeParts parts(Path folder) throws IOException {
    return NodeParts.in(folder, key("log"), Fatal.halting(System.err));
  }

  LedgerNode node() {
    return node;
  }

  /// The ledger's directory.
  Path folder() {
    return folder;
  }

  @Override
  public String name() {
    return "signed-transfer";
  }

  @Override
  public List<SignedTransfers> wallets() {
    return wallets;
  }

  @Override
  public void transfer(Bytes envelope) {
    require(node.submit(envelope));
  }

  @Override
  public Path written() {
    return folder.resolve("log");
  }

  static PartyId party(int index, int parties) {
    return new PartyId("bench-" + Math.floorMod(index, parties));
  }

  private static List<SignedTransfers> fund(LedgerNode node, int parties) {
    String ledger = node.genesis().ledger();
    var bank = new PartyId("bank");
    require(node.submit(sign(ledger, "cash.define", bank, "define", definition(), key("bank"))));
    var wallets = new ArrayList<SignedTransfers>();
    var waiting = new ArrayList<CompletableFuture<Submitted>>();
    for (int i = 0; i < parties; i++) {
      PartyId party = party(i, parties);
      Json.Obj body =
          Json.Obj.empty()
              .with("cash", CASH)
              .with("to", party.value())
              .with("units", UNITS)
              .with("bank", "icbc")
              .with("reference", "r" + i);
      Envelope mint =
          SignedTransfers.sign(
              ledger, "cash.mint", bank, "m" + i, body, key("bank/one"), key("bank/two"));
      waiting.add(node.submit(SignedTransfers.bytes(mint)));
      wallets.add(
          new SignedTransfers(
              ledger,
              CASH,
              party,
              party(i + 1, parties),
              SignedTransfers.keyOf(i),
              mint.id().output(0),
              UNITS));
    }
    waiting.forEach(BenchLedger::require);
    return wallets;
  }

  private static Bytes sign(
      String ledger, String type, PartyId by, String nonce, Json.Obj body, SigningKey... keys) {
    return SignedTransfers.bytes(SignedTransfers.sign(ledger, type, by, nonce, body, keys));
  }

  static void require(CompletableFuture<Submitted> answer) {
    Submitted submitted = answer.join();
    if (!submitted.accepted()) {
      throw new IllegalStateException(submitted.code() + ": " + submitted.detail());
    }
  }

  private static Json.Obj definition() {
    return Json.Obj.empty()
        .with("id", CASH)
        .with("currency", "CNY")
        .with("digits", new Json.Whole(2))
        .with("names", Json.Obj.empty().with("binding", "zh").with("zh", "人民币").with("en", "Yuan"));
  }

  private static Json.Obj document(int parties) {
    var founders = new ArrayList<Json>();
    founders.add(founder("market", "OPERATOR", keyJson(key("market"))));
    founders.add(bank());
    for (int i = 0; i < parties; i++) {
      founders.add(founder(party(i, parties).value(), "TRADER", keyJson(SignedTransfers.keyOf(i))));
    }
    return Json.Obj.empty()
        .with("name", "bench")
        .with("time", BEGINNING.millis())
        .with("ruleBook", new Json.Whole(1))
        .with("consensus", "solo")
        .with("hash", Genesis.HASH)
        .with("stateRootEvery", new Json.Whole(STATE_ROOT_EVERY))
        .with("founders", new Json.Arr(founders))
        .with("clearingParties", Json.Arr.ofTexts(List.of("bank")));
  }

  private static Json bank() {
    return founder(
        "bank",
        "CLEARING_AGENT",
        List.of(
            keyJson(key("bank")),
            keyJson(key("bank/one")).with("employee", "one"),
            keyJson(key("bank/two")).with("employee", "two")),
        List.of(officer("one"), officer("two")));
  }

  private static Json officer(String id) {
    return Json.Obj.empty()
        .with("id", id)
        .with(
            "mandate",
            Json.Obj.empty()
                .with("commands", Json.Arr.ofTexts(List.of("cash.*")))
                .with("validUntil", LedgerTime.NEVER.millis()));
  }

  private static Json founder(String id, String role, Json key) {
    return founder(id, role, List.of(key), List.of());
  }

  private static Json founder(String id, String role, List<Json> keys, List<Json> employees) {
    return Json.Obj.empty()
        .with("party", id)
        .with("kind", "ENTERPRISE")
        .with("roles", Json.Arr.ofTexts(List.of(role)))
        .with("commitment", Digest.of(Bytes.utf8(id)).hex())
        .with("keys", new Json.Arr(keys))
        .with("employees", new Json.Arr(employees));
  }

  private static Json.Obj keyJson(SigningKey key) {
    return Json.Obj.empty()
        .with("algorithm", key.algorithm().name())
        .with("publicKey", key.publicKey().base64())
        .with("holder", "SELF");
  }

  private static SigningKey key(String label) {
    return SigningKey.fromSeed(
        io.kedge.contract.VerificationKey.Algorithm.ED25519,
        Digest.of(Bytes.utf8("kedge.bench.key|" + label)).bytes());
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
