package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.Event;
import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.WireReader;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.http.LedgerServer;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.state.RocksStateStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// State proofs as outsiders make and check them, on the ledger of a story.
class StateProofProgramTest {
  @TempDir private static Path folder;
  private static Path data;

  @BeforeAll
  static void aStoryIsPlayed() throws Exception {
    data = folder.resolve("ledger");
    var ended = Program.run("run", "trading-system", "--data", data.toString(), "--json");
    assertThat(ended.exit()).as("%s", ended.err()).isEqualTo(ExitCode.YES);
  }

  private static String firstEntry(String concept) {
    var found = new ArrayList<String>();
    try (var store = RocksStateStore.openReadOnly(RealDisk.at(data), NodeParts.STATE)) {
      store.forEachEntry(
          (key, value) -> {
            if (key.concept().equals(concept)) {
              found.add(key.id());
            }
          });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return found.getFirst();
  }

  /// The subject of the first event of a kind.
  private static String firstEvent(String tag) throws IOException {
    RealDisk disk = RealDisk.at(data);
    var found = new ArrayList<String>();
    try (LedgerLog log =
        LedgerLog.openForReading(
            disk, LedgerLog.ledgerIdIn(disk).orElseThrow(), LedgerLog.Reading.BESIDE_A_WRITER)) {
      var blocks = new BlockLog(log);
      blocks.forEach(
          1,
          blocks.height(),
          block -> {
            for (BlockEntry entry : block.entries()) {
              for (Event event : entry.events()) {
                if (WireReader.tagOf(event.body()).equals(tag)) {
                  found.add(new WireReader(event.body(), tag).expectVersion(1).text());
                }
              }
            }
          });
    }
    return found.getFirst();
  }

  private static Map<String, Json> json(Program.Ended ended) {
    assertThat(ended.exit()).as("%s %s", ended.out(), ended.err()).isEqualTo(ExitCode.YES);
    return ((Json.Obj) Json.read(Bytes.utf8(ended.out()))).members();
  }

  private static Program.Ended prove(String what, String id, Path file) throws Exception {
    return Program.run(
        "prove", what, id, "--data", data.toString(), "-o", file.toString(), "--json");
  }

  private static Program.Ended verify(Path file, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("verify", "state", file.toString()));
    arguments.addAll(List.of("--key", data.resolve("ledger.vkey").toString()));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray(String[]::new));
  }

  private static int python(Path proof) throws Exception {
    Process process =
        new ProcessBuilder(
                "python3",
                "../verifier/verify_state.py",
                proof.toString(),
                "--key",
                data.resolve("ledger.vkey").toString())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  @Test
  void aNoteIsUnspentOrSpent() throws Exception {
    String unspent = firstEntry("note");
    Path file = folder.resolve("unspent.kedge-state-proof");
    Map<String, Json> proven = json(prove("note", unspent, file));
    assertThat(proven.get("present")).isEqualTo(new Json.Truth(true));
    var verified = verify(file, "--json");
    var members = Fields.of("", json(verified).get("members"));
    assertThat(members.text("id")).isEqualTo(unspent);
    assertThat(verify(file).out()).contains("Note " + unspent + " is unspent", "after block");
    assertThat(verify(file, "--lang", "zh-CN").out()).contains("未花费", "账本时间");
    assertThat(python(file)).isZero();

    String spent = firstEvent("note.spent");
    Path gone = folder.resolve("spent.kedge-state-proof");
    assertThat(json(prove("note", spent, gone)).get("present")).isEqualTo(new Json.Truth(false));
    assertThat(verify(gone).out()).contains("There is no unspent note " + spent);
    assertThat(verify(gone, "--lang", "zh-CN").out()).contains("没有未花费的持有份额 " + spent);
    assertThat(python(gone)).isZero();
  }

  @Test
  void aLockThatEndedIsNotThere() throws Exception {
    String ended = firstEvent("lock.ended");
    Path file = folder.resolve("ended.kedge-state-proof");
    assertThat(json(prove("lock", ended, file)).get("present")).isEqualTo(new Json.Truth(false));
    assertThat(verify(file).out()).contains("No lock " + ended + " runs");
    assertThat(python(file)).isZero();
  }

  @Test
  void anyEntryCanBeProvenOnStandardOutputToo() throws Exception {
    String party = firstEntry("party");
    String key = new Key("party/" + party).value();
    var printed = Program.run("prove", "key", key, "--data", data.toString());
    assertThat(printed.exit()).isEqualTo(ExitCode.YES);
    Path file = folder.resolve("party.kedge-state-proof");
    Files.writeString(file, printed.out());
    assertThat(verify(file).out()).contains("The state has the entry " + key, "id  " + party);
    assertThat(python(file)).isZero();
    Path none = folder.resolve("nobody.kedge-state-proof");
    json(prove("key", "party/nobody-at-all", none));
    assertThat(verify(none).out()).contains("The state has no entry party/nobody-at-all");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    Path file = folder.resolve("wrong.kedge-state-proof");
    prove("note", firstEntry("note"), file);
    Bytes good = Bytes.wrap(Files.readAllBytes(file));
    byte[] bad = good.toArray();
    bad[good.text().indexOf("value ") + 9] ^= 1;
    Files.write(file, bad);
    var rejected = verify(file, "--json");
    assertThat(rejected.exit()).isEqualTo(ExitCode.NO);
    assertThat(rejected.out()).contains("STATE_ROOT_DIFFERS");
    assertThat(python(file)).isEqualTo(1);
    Files.writeString(file, good.text().replace("kedge/state-proof@v1", "kedge/state-proof@v9"));
    assertThat(verify(file).exit()).isEqualTo(ExitCode.MALFORMED);
    assertThat(python(file)).isEqualTo(2);
    Files.write(file, good.toArray());
    Path policy = folder.resolve("policy");
    String log = "log " + Files.readString(data.resolve("ledger.vkey")).strip() + "\n";
    Files.writeString(policy, log + "quorum none\n");
    String by = policy.toString();
    assertThat(Program.run("verify", "state", file.toString(), "--policy", by).exit()).isZero();
    assertThat(Program.run("verify", "state", file.toString()).exit()).isEqualTo(ExitCode.NO);
    String where = data.toString();
    assertThat(Program.run("prove", "key", "nothing", "--data", where).exit())
        .isEqualTo(ExitCode.MALFORMED);
    var few = Program.run("prove", "note", "a", "--data", where, "--cosigned", "1", "--json");
    assertThat(few.exit()).isEqualTo(ExitCode.NO);
    assertThat(few.out()).contains("CHECKPOINT_MISSING");
    assertThat(Program.run("prove", "note", "a", "--data", folder.toString()).exit())
        .isEqualTo(ExitCode.MALFORMED);
  }

  @Test
  void nothingBesideTheProofIsWritten() throws Exception {
    Path mine = folder.resolve("beside.kedge-state-proof.new");
    Files.writeString(mine, "mine");
    prove("note", firstEntry("note"), folder.resolve("beside.kedge-state-proof"));
    assertThat(mine).hasContent("mine");
  }

  /// A wallet without a copy of the ledger: it looks at what is served, and checks what it was
  /// given.
  @Test
  void aLightClientChecksReceiptsAndStateProofs() throws Exception {
    Path file = folder.resolve("light.kedge-state-proof");
    prove("note", firstEntry("note"), file);
    Path receipt;
    try (var receipts = Files.list(data.resolve("receipts"))) {
      receipt =
          receipts.filter(f -> f.toString().endsWith(".tlog-proof")).findFirst().orElseThrow();
    }
    String kept = folder.resolve("light").toString();
    String vkey = data.resolve("ledger.vkey").toString();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Publication publication = Publication.open(RealDisk.at(data), List.of());
        LedgerServer server = LedgerServer.start(address, publication)) {
      var unknown = Program.run("light", server.url(), "--data", kept);
      assertThat(unknown.exit()).isEqualTo(ExitCode.NO);
      assertThat(unknown.out()).contains("--vkey " + Files.readString(Path.of(vkey)).strip());
      var first = Program.run("light", server.url(), "--data", kept, "--vkey", vkey, "--json");
      assertThat(json(first).get("verdict")).isEqualTo(new Json.Text("first"));
      var checked = Program.run("light", "check", file.toString(), "--data", kept);
      assertThat(checked.exit()).as("%s", checked.out()).isEqualTo(ExitCode.YES);
      assertThat(checked.out()).contains("is unspent");
      Path header = folder.resolve("header.tlog-proof");
      String proof = Files.readString(file);
      Files.writeString(header, proof.substring(proof.indexOf("c2sp.org/tlog-proof@v1")));
      var ofHeader = Program.run("light", "check", header.toString(), "--data", kept, "--json");
      assertThat(ofHeader.exit()).as("a header is an entry, and no command").isEqualTo(ExitCode.NO);
      assertThat(ofHeader.out()).contains("NOT_A_COMMAND");
      var older = Program.run("light", "check", receipt.toString(), "--data", kept, "--json");
      assertThat(json(older).get("verdict")).isEqualTo(new Json.Text("within"));
    }
    var local = Program.run("light", data.toString(), "--data", kept, "--json");
    assertThat(json(local).get("verdict")).isEqualTo(new Json.Text("same"));
  }
}
