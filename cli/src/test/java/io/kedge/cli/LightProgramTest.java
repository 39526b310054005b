package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Json;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.tree.TreeAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The light client as its user meets it, with logs in folders: honest, going back, forked.
class LightProgramTest {
  private static final LogSigner SIGNER =
      new LogSigner(
          "kedge.example/ledger",
          SigningKey.fromSeed(
              VerificationKey.Algorithm.ED25519, Digest.of(Bytes.utf8("log")).bytes()));

  @TempDir private Path folder;

  /// A log of so many leaves in a folder, other leaves from an index on.
  private Path log(String name, int leaves, int otherFrom) throws Exception {
    Path log = Files.createDirectories(folder.resolve(name));
    var tiles = new TileFiles(RealDisk.at(log));
    var tree = new TreeAppender();
    for (int i = 0; i < leaves; i++) {
      tree.appendEntry(Bytes.utf8((i < otherFrom ? "leaf " : "other ") + i));
    }
    tree.flush(tiles);
    tiles.writeThrough();
    var head = new Checkpoint("kedge.example/ledger", leaves, tree.root());
    Files.writeString(log.resolve("checkpoint"), SIGNER.sign(head).encoded().text());
    return log;
  }

  private Program.Ended light(String... arguments) throws Exception {
    var all = new ArrayList<>(List.of("light"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("light").toString()));
    return Program.run(all.toArray(String[]::new));
  }

  private static String verdict(Program.Ended ended) {
    assertThat(ended.out()).as("%s", ended.err()).startsWith("{");
    return Fields.of("", Json.read(Bytes.utf8(ended.out()))).text("verdict");
  }

  @Test
  void itGoesForwardAndNeverBackAndKeepsEvidence() throws Exception {
    String vkey = SIGNER.verifierKey().text();
    String small = log("small", 40, 99).toString();
    String large = log("large", 300, 999).toString();
    String fork = log("fork", 500, 7).toString();
    var nobody = light(small, "--json");
    assertThat(nobody.exit()).isEqualTo(ExitCode.NO);
    assertThat(nobody.out()).contains("ISSUER_NOT_ESTABLISHED");
    assertThat(verdict(light(small, "--vkey", vkey, "--json"))).isEqualTo("first");
    var forward = light(large + "/checkpoint", "--lang", "zh-CN");
    assertThat(forward.exit()).isEqualTo(ExitCode.YES);
    assertThat(forward.out()).contains("已前进到 300 个条目");
    assertThat(verdict(light(large, "--json"))).isEqualTo("same");
    var back = light(small, "--json");
    assertThat(back.exit()).isEqualTo(ExitCode.NO);
    assertThat(verdict(back)).isEqualTo("went-back");
    var forked = light(fork, "--json");
    assertThat(forked.exit()).isEqualTo(ExitCode.NO);
    assertThat(verdict(forked)).isEqualTo("contradiction");
    String evidence = Fields.of("", Json.read(Bytes.utf8(forked.out()))).text("evidence");
    var shown = Program.run("verify", "fork", evidence, "--key", vkey);
    assertThat(shown.exit()).isEqualTo(ExitCode.YES);
    assertThat(shown.out()).contains("signed two inconsistent views", "300 entries", "500 entries");
    String text = Files.readString(Path.of(evidence));
    Files.writeString(Path.of(evidence), text.replace("\n300\n", "\n301\n"));
    assertThat(Program.run("verify", "fork", evidence, "--key", vkey).exit())
        .isEqualTo(ExitCode.NO);
    var list = light();
    assertThat(list.out()).contains("kedge.example/ledger", "300", "large");
  }

  @Test
  void aCheckpointOfSomebodyElseIsCompared() throws Exception {
    String vkey = SIGNER.verifierKey().text();
    Path given = log("given", 100, 999).resolve("checkpoint");
    Path other = log("other", 100, 50).resolve("checkpoint");
    String large = log("large", 300, 999).toString();
    var before = light("check", given.toString(), "--json");
    assertThat(before.exit()).isEqualTo(ExitCode.NO);
    assertThat(before.out()).contains("NOT_KEPT");
    assertThat(light(large, "--vkey", vkey).exit()).isEqualTo(ExitCode.YES);
    assertThat(verdict(light("check", given.toString(), "--json"))).isEqualTo("within");
    var lie = light("check", other.toString(), "--json");
    assertThat(lie.exit()).isEqualTo(ExitCode.NO);
    assertThat(verdict(lie)).isEqualTo("contradiction");
    Path rubbish = Files.writeString(folder.resolve("rubbish"), "rubbish");
    assertThat(light("check", rubbish.toString()).exit()).isEqualTo(ExitCode.MALFORMED);
    assertThat(light("http://127.0.0.1:1/", "--json").out()).contains("UNREACHABLE");
    assertThat(light("no-such-folder").exit()).isEqualTo(ExitCode.MALFORMED);
  }
}
