package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.block.Leaf;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.Passphrase;
import io.kedge.ledger.crypto.SealingCost;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.ledger.http.LedgerServer;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Request;
import io.kedge.ledger.tree.EntryBundle;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TileId;
import io.kedge.ledger.tree.TreeAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Leader and follower as two processes on loopback, as outsiders run them.
class FollowProgramTest {
  private static final String PACK = "../scenarios/trading-system";
  private static final String PASSPHRASE = "only for this test";

  @TempDir private static Path shared;
  private static Path leader;
  private static Path keys;
  private static Process serving;
  private static String url;

  @TempDir private Path folder;

  @BeforeAll
  static void serve() throws Exception {
    leader = shared.resolve("leader");
    assertThat(Program.run("run", PACK, "--data", leader.toString(), "--json").exit()).isZero();
    keys = shared.resolve("follower.keys");
    KeyStore store =
        KeyStore.create(keys, Passphrase.of(PASSPHRASE), SealingCost.QUICK, new SystemEntropy());
    SigningKey key = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
    store.add("bank.example/f", key);
    Files.writeString(
        leader.resolve("followers.vkeys"),
        String.join("\n", io.kedge.ledger.follow.FollowerKeys.of("bank.example/f", key).vkeys()));
    serving = program("ledger", "serve", leader.toString(), "--port", "0").start();
    url = firstUrl(serving);
  }

  @AfterAll
  static void stop() throws Exception {
    if (serving != null) {
      serving.destroyForcibly().waitFor();
    }
  }

  private static ProcessBuilder program(String... arguments) {
    ProcessBuilder builder = Program.builder(arguments);
    builder.environment().put("KEDGE_PASSPHRASE", PASSPHRASE);
    return builder;
  }

  private static String firstUrl(Process process) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int at = line.indexOf("http://");
      if (at >= 0) {
        return line.substring(at).split("[ ;]", 2)[0];
      }
    }
    throw new IllegalStateException("it does not serve");
  }

  private Program.Ended follow(String from, Path data, String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "follow",
                from,
                "--data",
                data.toString(),
                "--key",
                keys.toString(),
                "--once",
                "--json",
                "--vkey",
                leader.resolve("ledger.vkey").toString()));
    arguments.addAll(List.of(more));
    Process process = program(arguments.toArray(String[]::new)).start();
    return Program.finish(process, Long.MAX_VALUE);
  }

  private static String error(Program.Ended ended) {
    Json.Obj document = (Json.Obj) Json.read(Bytes.utf8(ended.out()));
    return document.members().get("error") instanceof Json.Text text ? text.value() : "";
  }

  private static void requireSameSegments(Path data) throws IOException {
    try (Stream<Path> segments = Files.list(leader.resolve("log"))) {
      for (Path segment : segments.toList()) {
        assertThat(data.resolve("log").resolve(segment.getFileName()))
            .hasSameBinaryContentAs(segment);
      }
    }
  }

  /// Killed again and again, it ends with the very files of the leader, and the leader shows that
  /// it was followed.
  @Test
  @Requirement({"L-22", "L-28"})
  void aFollowerThatWasKilledEndsWithTheSameFiles() throws Exception {
    long seed = Long.getLong("io.kedge.seed", System.nanoTime());
    var random = new Random(seed);
    Path data = folder.resolve("follower");
    for (int i = 0; i < 3; i++) {
      Process process =
          program("follow", url, "--data", data.toString(), "--key", keys.toString()).start();
      try (var err =
          new BufferedReader(
              new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
        String line = err.readLine();
        while (line != null && !line.startsWith("Cosigning as")) {
          line = err.readLine();
        }
        assertThat(line).isNotNull();
        Thread.sleep(random.nextInt(600));
        process.destroyForcibly().waitFor();
      }
    }
    Program.Ended ended = follow(url, data);
    assertThat(ended.exit()).as("-Dio.kedge.seed=%d %s", seed, ended.err()).isZero();
    requireSameSegments(data);
    assertThat(Program.run("fsck", data.toString(), "--json").exit()).isZero();
    requireRepaired(data);
    Path receipt;
    try (Stream<Path> receipts = Files.list(leader.resolve("receipts"))) {
      receipt =
          receipts
              .filter(file -> file.toString().endsWith("-proof"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    requirePolicy(receipt, data);
  }

  /// Damage in the follower's folder is found by fsck and put back from the leader.
  private void requireRepaired(Path data) throws Exception {
    Path segment = data.resolve("log").resolve("00000000.seg");
    byte[] bytes = Files.readAllBytes(segment);
    java.util.Arrays.fill(bytes, 20_000, 21_000, (byte) 7);
    Files.write(segment, bytes);
    assertThat(Program.run("fsck", data.toString(), "--json").exit()).isEqualTo(ExitCode.NO);
    Program.Ended mended = Program.run("repair", data.toString(), "--from", url, "--json");
    assertThat(mended.exit()).as("%s %s", mended.out(), mended.err()).isZero();
    assertThat(mended.out()).contains("\"proof\" : \"CHAIN\"");
    requireSameSegments(data);
  }

  /// The leader gives a receipt under the cosigned checkpoint, and the policy tells it from one
  /// that nobody cosigned.
  private void requirePolicy(Path plain, Path data) throws Exception {
    Path policy = folder.resolve("policy");
    String cosigner = Files.readAllLines(data.resolve("follower.vkey")).getFirst();
    Files.writeString(
        policy,
        "log "
            + Files.readString(leader.resolve("ledger.vkey")).strip()
            + "\n"
            + "witness bank "
            + cosigner
            + "\nquorum bank\n");
    Program.Ended none =
        Program.run("verify", "receipt", plain.toString(), "--policy", policy.toString(), "--json");
    assertThat(none.exit()).isEqualTo(ExitCode.NO);
    assertThat(none.out()).contains("COSIGNERS_TOO_FEW");
    Path cosigned = folder.resolve("cosigned.tlog-proof");
    try (var source = io.kedge.ledger.http.HttpSource.at(url)) {
      Files.write(cosigned, source.get("receipt/0/1", 1 << 20).toArray());
    }
    Program.Ended enough =
        Program.run(
            "verify", "receipt", cosigned.toString(), "--policy", policy.toString(), "--json");
    assertThat(enough.exit()).as(enough.out()).isZero();
  }

  /// A leader that signs what its rules do not give, or serves what it did not sign.
  @ParameterizedTest
  @CsvSource({
    "OUTCOME_DIGEST",
    "STATE_ROOT",
    "SIGNATURE_WRONG",
    "BUNDLE_MALFORMED",
    "BUNDLE_TOO_LARGE",
    "CHECKPOINT_FORKED"
  })
  void aLyingLeaderIsStoppedAtWithItsName(String reason) throws Exception {
    Path data = folder.resolve("follower");
    if (reason.equals("CHECKPOINT_FORKED")) {
      assertThat(follow(url, data).exit()).isZero();
    }
    var liar = new Liar(reason);
    try (LedgerServer server =
        LedgerServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), liar::answer)) {
      Program.Ended ended = follow(server.url(), data);
      assertThat(ended.exit()).as("%s", ended.err()).isEqualTo(ExitCode.NO);
      assertThat(error(ended)).isEqualTo(reason);
    }
    boolean proven = !reason.startsWith("BUNDLE");
    assertThat(Files.exists(data.resolve("divergence"))).isEqualTo(proven);
    assertThat(Main.execute("fsck", data.toString())).isZero();
  }

  /// The leader's ledger with a lie in it, signed with the leader's key.
  private static final class Liar {
    private final String lie;
    private final List<Bytes> entries = new ArrayList<>();
    private final MemoryTileStore tiles = new MemoryTileStore();
    private final Bytes checkpoint;

    Liar(String lie) throws IOException {
      this.lie = lie;
      RealDisk disk = RealDisk.at(leader);
      Digest id = LedgerLog.ledgerIdIn(disk).orElseThrow();
      try (var log = LedgerLog.openForReading(disk, id, LedgerLog.Reading.BESIDE_A_WRITER)) {
        var blocks = new BlockLog(log);
        blocks.forEach(1, blocks.height(), this::add);
      }
      tell();
      var tree = new TreeAppender();
      entries.forEach(tree::appendEntry);
      tree.flush(tiles);
      String origin = "kedge/" + id.hex();
      checkpoint =
          new LogSigner(origin, LedgerKeys.forStory(leader, _ -> {}))
              .sign(new Checkpoint(origin, entries.size(), tree.root()))
              .encoded();
    }

    private void add(Block block) {
      block.entries().forEach(entry -> entries.add(entry.encodedLeaf()));
      entries.add(block.header().encoded());
    }

    private void tell() {
      switch (lie) {
        case "OUTCOME_DIGEST" ->
            leaf(leaf -> with(leaf, leaf.signatures(), Digest.of(Bytes.utf8("other"))));
        case "SIGNATURE_WRONG" -> leaf(leaf -> with(leaf, otherSignatures(leaf), leaf.outcome()));
        case "STATE_ROOT" -> {
          int at = entries.size() - 1;
          BlockHeader h = BlockHeader.decode(entries.get(at));
          entries.set(
              at,
              new BlockHeader(
                      h.number(),
                      h.time(),
                      h.previous(),
                      h.firstLeaf(),
                      h.leafCount(),
                      h.treeRoot(),
                      Digest.ZERO,
                      h.stateHeight())
                  .encoded());
        }
        case "CHECKPOINT_FORKED" -> entries.set(20, Bytes.utf8("another history"));
        default -> {}
      }
    }

    private void leaf(UnaryOperator<Leaf> change) {
      int at = 40;
      while (!Leaf.isLeaf(entries.get(at)) || !Leaf.decode(entries.get(at)).accepted()) {
        at++;
      }
      entries.set(at, change.apply(Leaf.decode(entries.get(at))).encoded());
    }

    private static Leaf with(Leaf leaf, List<Envelope.Signature> signatures, Digest outcome) {
      return new Leaf(leaf.payloadType(), leaf.payload(), signatures, leaf.code(), outcome);
    }

    private static List<Envelope.Signature> otherSignatures(Leaf leaf) {
      var first = leaf.signatures().getFirst();
      byte[] value = first.value().toArray();
      value[33] ^= 1;
      return List.of(new Envelope.Signature(first.keyId(), Bytes.wrap(value)));
    }

    Answer answer(Request request) {
      String path = request.path();
      if (path.equals("checkpoint")) {
        return Answer.changing(Answer.TEXT, checkpoint);
      }
      if (path.equals("genesis.json")) {
        try {
          Bytes document = Bytes.wrap(Files.readAllBytes(leader.resolve(path)));
          return Answer.lasting(Answer.JSON, document);
        } catch (IOException e) {
          return Answer.none(path);
        }
      }
      Optional<TileId> bundle = EntryBundle.parse(path);
      if (bundle.isPresent()) {
        return Answer.lasting(Answer.BINARY, bundle(bundle.get()));
      }
      return TileId.parse(path)
          .flatMap(tile -> tiles.read(tile).map(hashes -> hashes.slice(0, tile.width() * 32)))
          .map(hashes -> Answer.lasting(Answer.BINARY, hashes))
          .orElseGet(() -> Answer.none(path));
    }

    private Bytes bundle(TileId tile) {
      int from = (int) tile.index() * TileId.WIDTH;
      Bytes honest = EntryBundle.encode(entries.subList(from, from + tile.width()));
      return switch (lie) {
        case "BUNDLE_MALFORMED" -> honest.slice(0, honest.size() - 7);
        case "BUNDLE_TOO_LARGE" -> Bytes.wrap(new byte[40 << 20]);
        default -> honest;
      };
    }
  }
}
