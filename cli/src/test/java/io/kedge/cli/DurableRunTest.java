package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The program as outsiders use it: killed at any moment, its receipts checked by another program.
class DurableRunTest {
  private static final String PACK = "../scenarios/trading-system";
  private static final int KILLS = 3;
  private static final int COMMANDS_OF_THE_PACK = 200;

  @TempDir private Path folder;

  private static Map<String, Json> document(Program.Ended ended) {
    assertThat(ended.out()).as("%s", ended.err()).startsWith("{");
    return ((Json.Obj) Json.read(Bytes.utf8(ended.out()))).members();
  }

  private static String text(Map<String, Json> document, String member) {
    return Fields.of("", new Json.Obj(document)).text(member);
  }

  private static long number(Map<String, Json> document, String member) {
    return ((Json.Whole) document.get(member)).value();
  }

  private static List<Path> receipts(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("receipts"))) {
      return files.filter(f -> f.toString().endsWith(".tlog-proof")).sorted().toList();
    }
  }

  /// `kill -9` at any moment of `run`, then the same command again: everything acknowledged is
  /// there
  /// and the end is that of a run nobody disturbed.
  @Test
  @Requirement({"B-36", "B-38"})
  void aKilledRunGoesOnAndEndsWhereAnUndisturbedOneEnds() throws Exception {
    Program.Ended calm = Program.run("run", PACK, "--data", folder + "/calm", "--json");
    assertThat(calm.exit()).as("%s", calm.err()).isEqualTo(ExitCode.YES);
    long seed = Long.getLong("io.kedge.seed", System.nanoTime());
    var random = new Random(seed);
    String data = folder + "/killed";
    Set<String> acknowledged = new LinkedHashSet<>();
    for (int i = 0; i < KILLS; i++) {
      int at = 1 + random.nextInt(COMMANDS_OF_THE_PACK);
      Program.Ended killed = Program.runAndKill(at, "run", PACK, "--data", data, "--json");
      acknowledged.addAll(killed.accepted());
      Program.Ended checked = Program.run("fsck", data, "--json");
      assertThat(checked.exit())
          .as("-Dio.kedge.seed=%d killed after %d: %s", seed, at, checked.out())
          .isEqualTo(ExitCode.YES);
      assertThat(acceptedIn(data))
          .as("-Dio.kedge.seed=%d killed after %d", seed, at)
          .containsAll(acknowledged);
    }
    Program.Ended ended = Program.run("run", PACK, "--data", data, "--json");
    assertThat(ended.exit()).as("%s", ended.err()).isEqualTo(ExitCode.YES);
    Map<String, Json> one = document(calm);
    Map<String, Json> other = document(ended);
    for (String member : List.of("ledger", "treeRoot", "stateRoot")) {
      assertThat(text(other, member)).as(member).isEqualTo(text(one, member));
    }
    assertThat(number(other, "steps")).isEqualTo(number(one, "steps"));
    assertThat(receipts(Path.of(data))).hasSameSizeAs(receipts(folder.resolve("calm")));
  }

  private static List<String> acceptedIn(String data) throws Exception {
    Program.Ended inspected = Program.run("ledger", "inspect", "--data", data, "--json");
    var ids = new ArrayList<String>();
    for (Json command : ((Json.Arr) document(inspected).get("commands")).items()) {
      Map<String, Json> members = ((Json.Obj) command).members();
      if (text(members, "result").equals("accepted")) {
        ids.add(text(members, "id"));
      }
    }
    return ids;
  }

  /// Every encoding that is hashed — payloads, leaves, headers, state entries, changes, events —
  /// goes
  /// into these roots. Once a release is out they are never regenerated: a new encoding adds a
  /// version
  /// beside the old one.
  @ParameterizedTest
  @CsvFileSource(resources = "/golden/packs-1.csv", numLinesToSkip = 1)
  void thePacksKeepTheirRoots(String pack, String ledger, String treeRoot, String stateRoot)
      throws Exception {
    Program.Ended ended =
        Program.run(
            "run", "../scenarios/" + pack, "--data", folder.resolve(pack).toString(), "--json");
    assertThat(ended.exit()).as("%s", ended.err()).isEqualTo(ExitCode.YES);
    Map<String, Json> document = document(ended);
    assertThat(text(document, "ledger")).isEqualTo(ledger);
    assertThat(text(document, "treeRoot")).isEqualTo(treeRoot);
    assertThat(text(document, "stateRoot")).isEqualTo(stateRoot);
  }

  /// A program in another language, with no line in common, accepts every receipt and refuses one
  /// in
  /// which a bit was changed; so does our own.
  @Test
  @Requirement({"B-36", "B-38"})
  void receiptsAreCheckedByAProgramInAnotherLanguage() throws Exception {
    Path data = folder.resolve("data");
    assertThat(Program.run("run", PACK, "--data", data.toString(), "--json").exit())
        .isEqualTo(ExitCode.YES);
    List<Path> receipts = receipts(data);
    assertThat(receipts).hasSizeGreaterThan(COMMANDS_OF_THE_PACK);
    for (int i = 0; i < receipts.size(); i += 60) {
      assertThat(python(receipts.get(i), data)).as("%s", receipts.get(i)).isZero();
      assertThat(Main.execute("verify", "receipt", receipts.get(i).toString())).isZero();
    }
    byte[] whole = Files.readAllBytes(receipts.get(7));
    var random = new Random(7);
    Path changed = data.resolve("receipts").resolve("changed.tlog-proof");
    for (int i = 0; i < 12; i++) {
      byte[] bytes = whole.clone();
      int bit = random.nextInt(bytes.length * 8);
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(changed, bytes);
      assertThat(python(changed, data)).as("bit %d", bit).isNotZero();
      assertThat(Main.execute("verify", "receipt", changed.toString()))
          .as("bit %d", bit)
          .isNotZero();
    }
  }

  /// Without any key the answer is no: anybody could have made it.
  @Test
  void aReceiptWithoutAKeyDoesNotEstablishItsIssuer() throws Exception {
    Path data = folder.resolve("data");
    Program.runAndKill(3, "run", PACK, "--data", data.toString());
    Path alone = folder.resolve("alone.tlog-proof");
    Files.copy(receipts(data).getFirst(), alone);
    assertThat(Main.execute("verify", "receipt", alone.toString())).isEqualTo(ExitCode.NO);
    String key = data.resolve("ledger.vkey").toString();
    assertThat(Main.execute("verify", "receipt", alone.toString(), "--key", key)).isZero();
  }

  @Test
  void anExportedLedgerIsBuiltAgainWithTheSameRoots() throws Exception {
    Path data = folder.resolve("data");
    Program.runAndKill(60, "run", PACK, "--data", data.toString());
    Map<String, Json> before = document(Program.run("fsck", data.toString(), "--json"));
    String file = data.resolve("ledger.kedge").toString();
    Program.Ended exported =
        Program.run("ledger", "export", file, "--data", data.toString(), "--json");
    assertThat(exported.exit()).as("%s", exported.err()).isZero();
    String copy = folder.resolve("copy").toString();
    assertThat(Main.execute("ledger", "import", file, "--data", copy)).isZero();
    Map<String, Json> after = document(Program.run("fsck", copy, "--json"));
    assertThat(text(after, "ledger")).isEqualTo(text(before, "ledger"));
    assertThat(number(after, "blockHeight")).isBetween(1L, number(before, "blockHeight"));
    assertThat(Main.execute("ledger", "import", file, "--data", copy)).isEqualTo(ExitCode.NO);
  }

  /// The bug this found first: the digest of a row was taken over a map's text, whose order another
  /// process does not share, so a second import registered everything again.
  @Test
  @Requirement("B-05")
  void goodsAreLoadedOnceHoweverOftenTheyAreImported() throws Exception {
    String data = folder.resolve("goods").toString();
    String csv = "../scenarios/tea-and-wine/goods.csv";
    Map<String, Json> first =
        document(Program.run("import", "goods", csv, "--data", data, "--json"));
    assertThat(number(first, "entries")).isGreaterThanOrEqualTo(60);
    Map<String, Json> fsck = document(Program.run("fsck", data, "--json"));
    assertThat(Main.execute("import", "goods", csv, "--data", data)).isZero();
    assertThat(text(document(Program.run("fsck", data, "--json")), "treeRoot"))
        .isEqualTo(text(fsck, "treeRoot"));
    Path broken = folder.resolve("broken.csv");
    Files.writeString(
        broken, Files.readString(Path.of(csv)).replaceFirst("illustrative\n", "real\n"));
    assertThat(Main.execute("import", "goods", broken.toString(), "--data", data))
        .isEqualTo(ExitCode.MALFORMED);
  }

  private static int python(Path receipt, Path data) throws Exception {
    Process process =
        new ProcessBuilder(
                "python3",
                "../verifier/verify_receipt.py",
                receipt.toString(),
                "--key",
                data.resolve("ledger.vkey").toString())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }
}
