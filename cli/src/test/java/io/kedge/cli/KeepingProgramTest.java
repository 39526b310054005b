package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshot, backup, pruning, export and import of a ledger, as a user has them.
class KeepingProgramTest {
  @TempDir private Path folder;

  private record Answer(int exit, Map<String, Json> document) {
    long number(String member) {
      return ((Json.Whole) document.get(member)).value();
    }

    String text(String member) {
      return ((Json.Text) document.get(member)).value();
    }

    boolean truth(String member) {
      return ((Json.Truth) document.get(member)).value();
    }
  }

  private static Answer ask(String... arguments) throws Exception {
    var asked = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, asked, 0, arguments.length);
    asked[arguments.length] = "--json";
    Program.Ended ended = Program.run(asked);
    assertThat(ended.out()).as("%s", ended.err()).startsWith("{");
    return new Answer(ended.exit(), ((Json.Obj) Json.read(Bytes.utf8(ended.out()))).members());
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertRefused(Answer answer, int exit, String error) {
    assertThat(answer.exit()).isEqualTo(exit);
    assertThat(answer.text("error")).isEqualTo(error);
  }

  @Test
  void aLedgerIsKept() throws Exception {
    assertThat(ask("run", "../scenarios/tea-and-wine", "--data", at("tea")).exit())
        .isEqualTo(ExitCode.YES);

    assertRefused(
        ask("ledger", "prune", at("tea"), "--before", "3"), ExitCode.NO, "SNAPSHOT_MISSING");
    Answer snapshot = ask("ledger", "snapshot", at("tea"));
    assertThat(snapshot.exit()).isEqualTo(ExitCode.YES);
    assertThat(folder.resolve("tea/snap").resolve(snapshot.text("name")).resolve("manifest"))
        .isRegularFile();
    Answer pruned = ask("ledger", "prune", at("tea"), "--before", "3");
    assertThat(pruned.exit()).isEqualTo(ExitCode.YES);
    assertThat(pruned.number("segments")).as("only whole segments go").isZero();
    assertRefused(ask("ledger", "prune", at("tea")), ExitCode.NO, "RETENTION_UNREADABLE");

    Answer backup = ask("ledger", "backup", at("tea"), at("copy"));
    assertThat(backup.exit()).isEqualTo(ExitCode.YES);
    assertThat(backup.truth("verified")).isTrue();
    assertThat(backup.number("blockHeight")).isEqualTo(snapshot.number("blockHeight"));
    Answer again = ask("ledger", "backup", at("tea"), at("copy"), "--no-verify");
    assertThat(again.number("bytesCopied")).isZero();
    assertThat(again.truth("verified")).isFalse();
    Answer sound = ask("fsck", at("copy"));
    assertThat(sound.exit()).isEqualTo(ExitCode.YES);
    assertThat(sound.text("stateRoot")).isEqualTo(snapshot.text("stateRoot"));

    exportAndImport(backup.number("blockHeight"), snapshot.text("stateRoot"));
  }

  private void exportAndImport(long height, String stateRoot) throws Exception {
    long half = height / 2;
    String to = Long.toString(half);
    String from = Long.toString(half + 1);
    Files.copy(folder.resolve("tea/ledger.vkey"), folder.resolve("ledger.vkey"));
    assertThat(ask("ledger", "export", at("one"), "--data", at("tea"), "--to", to).number("last"))
        .isEqualTo(half);
    Answer second = ask("ledger", "export", at("two"), "--data", at("tea"), "--from", from);
    assertThat(second.number("first")).isEqualTo(half + 1);
    assertThat(second.number("last")).isEqualTo(height);
    assertRefused(
        ask("ledger", "export", at("no"), "--data", at("tea"), "--from", "5", "--to", "4"),
        ExitCode.MALFORMED,
        "MALFORMED");

    assertThat(ask("ledger", "import", at("one"), "--data", at("new")).exit())
        .isEqualTo(ExitCode.YES);
    assertRefused(
        ask("ledger", "import", at("one"), "--data", at("new")), ExitCode.NO, "DOES_NOT_FOLLOW");
    byte[] file = Files.readAllBytes(folder.resolve("two"));
    file[file.length / 3] ^= 4;
    Files.write(folder.resolve("bent"), file);
    assertThat(ask("ledger", "import", at("bent"), "--data", at("new")).exit())
        .isEqualTo(ExitCode.NO);
    Answer whole = ask("ledger", "import", at("two"), "--data", at("new"));
    assertThat(whole.exit()).isEqualTo(ExitCode.YES);
    assertThat(whole.text("stateRoot")).isEqualTo(stateRoot);
  }
}
