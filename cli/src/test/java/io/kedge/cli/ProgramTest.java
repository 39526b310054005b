package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir private Path folder;

  @Test
  void helpIsAnAnswerAndNonsenseIsNot() {
    assertThat(Main.execute("--help")).isEqualTo(ExitCode.YES);
    assertThat(Main.execute("run", "--help", "--lang", "zh-CN")).isEqualTo(ExitCode.YES);
    assertThat(Main.execute()).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("brew")).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("run")).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("verify")).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("run", "no-such-pack")).isEqualTo(ExitCode.MALFORMED);
  }

  @Test
  void aFileThatIsNotThereIsAWrongQuestion() {
    String none = folder.resolve("none").toString();
    assertThat(Main.execute("verify", "receipt", none)).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("fsck", none)).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("ledger", "inspect", "--data", none)).isEqualTo(ExitCode.MALFORMED);
    assertThat(Main.execute("keys", "show", "--store", none)).isEqualTo(ExitCode.MALFORMED);
  }
}
