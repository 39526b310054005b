package io.kedge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that must not start says why in one line and leaves nothing behind.
class StartRefusedTest {
  @TempDir private Path folder;

  private record Ended(int exit, String err) {}

  private Ended started(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.add("--data");
    command.add(folder.resolve("data").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), err);
  }

  @Test
  void anAddressThatOthersReachNeedsTls() throws Exception {
    Ended english = started("--bind", "0.0.0.0", "--lang", "en");
    assertThat(english.exit()).isEqualTo(2);
    assertThat(english.err()).startsWith("Other machines can reach 0.0.0.0").hasLineCount(1);
    Ended chinese = started("--bind", "::", "--lang", "zh-CN");
    assertThat(chinese.exit()).isEqualTo(2);
    assertThat(chinese.err()).startsWith("监听地址 :: 可被其他机器访问").hasLineCount(1);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void anUnknownOptionIsMisuse() throws Exception {
    assertThat(started("--nonsense").exit()).isEqualTo(2);
  }
}
