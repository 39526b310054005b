package io.kedge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kedge up` runs a server that is a process of its own; here one stands in for it.
class ServerProgramTest {
  private static final String CLASS = "io/kedge/server/Main.class";

  @TempDir private Path folder;

  @BeforeEach
  void buildTheStandIn() throws IOException {
    Files.createDirectories(folder.resolve("server"));
    try (var jar =
            new JarOutputStream(
                Files.newOutputStream(folder.resolve("server").resolve("server.jar")));
        var code = getClass().getResourceAsStream("/" + CLASS)) {
      assertThat(code).isNotNull();
      jar.putNextEntry(new JarEntry(CLASS));
      code.transferTo(jar);
    }
  }

  private ProcessBuilder up(String... arguments) {
    var builder = Program.builder("up", "--data", folder.resolve("data").toString());
    builder.command().add(1, "-Dkedge.server=" + folder.resolve("server"));
    builder.command().addAll(List.of(arguments));
    return builder;
  }

  @Test
  void itsWordsArePassedOnAndItIsStoppedWithItsStarter() throws Exception {
    Process process = up("--port", "7777", "--bind", "::1", "--db", "jdbc:x").start();
    var said = new ArrayList<String>();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
        if (line.startsWith("admin")) {
          assertThat(process.children().count()).isOne();
          process.toHandle().destroy();
        }
      }
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(said)
        .containsExactly(
            "given --data %s --port 7777 --bind ::1 --db jdbc:x --lang en"
                .formatted(folder.resolve("data")),
            "ready http://127.0.0.1:7777",
            "admin 一次性口令",
            "stopped 已停");
  }

  @Test
  void asJsonItsAddressIsTheOneDocument() throws Exception {
    Process process = up("--port", "7778", "--json").start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("{");
      process.toHandle().destroy();
      assertThat(out.readLine()).contains("\"url\" : \"http://127.0.0.1:7778\"");
      assertThat(out.readLine()).isEqualTo("}");
      assertThat(out.readLine()).isNull();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itsExitStatusIsKeptAndADeathIsARefusal() throws Exception {
    assertThat(Program.finish(up("--port", "1").start(), Long.MAX_VALUE).exit()).isEqualTo(1);
    assertThat(Program.finish(up("--port", "2").start(), Long.MAX_VALUE).exit()).isEqualTo(2);
    Program.Ended dead = Program.finish(up("--port", "99", "--json").start(), Long.MAX_VALUE);
    assertThat(dead.exit()).isEqualTo(1);
    assertThat(dead.out()).contains("SERVER_FAILED").contains("99");
  }

  @Test
  void aServerThatWasNotBuiltIsARefusalBeforeAnythingIsPlayed() throws Exception {
    Program.Ended ended = Program.run("demo", "--data", folder.resolve("data").toString());
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err())
        .containsExactly("The server is not built. Start the program by ./kedge, which builds it.");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
