package io.kedge.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What `./kedge` promises before the program itself runs, tried in a small repository of its own
/// with
/// a pretended Maven and a pretended JDK.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./kedge is a shell script")
class LauncherTest {
  /// Says which program it is and what it was asked, copies standard input, and ends with 7.
  private static final String PROGRAM =
      """
      #!/bin/sh
      echo "program $(basename "$(dirname "$(dirname "$0")")")"
      for last; do :; done
      echo "last: $last"
      cat
      exit 7
      """;

  /// Takes a while, counts its calls, and leaves what the real build leaves.
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "built" >> "$KEDGE_TEST_ROOT/builds"
      echo "noise of the build"
      [ -f "$KEDGE_TEST_ROOT/broken" ] && exit 1
      sleep 0.3
      mkdir -p "$KEDGE_TEST_ROOT/cli/target/quick/lib"
      : > "$KEDGE_TEST_ROOT/cli/target/quick/cli-1.jar"
      : > "$KEDGE_TEST_ROOT/cli/target/quick/lib/contracts-1.jar"
      : > "$KEDGE_TEST_ROOT/cli/target/quick/lib/other-2.jar"
      mkdir -p "$KEDGE_TEST_ROOT/server/target/quick/lib"
      : > "$KEDGE_TEST_ROOT/server/target/quick/server-1.jar"
      : > "$KEDGE_TEST_ROOT/server/target/quick/lib/ledger-1.jar"
      : > "$KEDGE_TEST_ROOT/server/target/quick/lib/spring-2.jar"
      """;

  @TempDir Path root;

  private final Map<String, String> environment = new LinkedHashMap<>();

  private record Started(Process process, Path err) {}

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void aSmallRepository() throws IOException {
    Files.copy(SourceFile.repository().resolve("kedge"), root.resolve("kedge"));
    Files.createDirectories(root.resolve(".mvn"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.writeString(root.resolve("cli/pom.xml"), "<project/>");
    Files.writeString(root.resolve("cli/src/main/Main.java"), "class Main {}");
    script(root.resolve("bin/mvn"), MAVEN);
    environment.put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    environment.put("KEDGE_TEST_ROOT", root.toString());
    environment.put("KEDGE_JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
  }

  @Test
  void theProgramOwnsOutputInputAndExitCode() throws Exception {
    var ended = kedge("typed", "verify", "two words");
    assertThat(ended.out()).isEqualTo("program jdk-25\nlast: two words\ntyped");
    assertThat(ended.code()).isEqualTo(7);
    assertThat(ended.err()).contains("noise of the build");
  }

  @Test
  void aSecondCallDoesNotBuild() throws Exception {
    kedge("", "verify");
    var second = kedge("", "verify");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aChangedSourceIsBuilt() throws Exception {
    kedge("", "verify");
    Files.writeString(root.resolve("cli/src/main/Main.java"), "class Main { }");
    kedge("", "verify");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void callsAtOnceBuildOnceAndAllRun() throws Exception {
    var calls = List.of(start("verify"), start("verify"), start("verify"));
    for (var call : calls) {
      assertThat(end(call, "").code()).isEqualTo(7);
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theServerIsBuiltOnceAndOnlyForACommandThatRunsIt() throws Exception {
    kedge("", "demo", "--once");
    kedge("", "up", "--help");
    assertThat(builds()).isEqualTo(1);
    kedge("", "demo");
    kedge("", "up", "--port", "0");
    assertThat(builds()).isEqualTo(2);
    try (var files = Files.walk(root.resolve("target/kedge"))) {
      assertThat(files.filter(file -> file.getParent().endsWith("server")))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("server-1.jar", "ledger-1.jar", "spring-2.jar");
    }
  }

  @Test
  void aFailedBuildEndsWithTwoAndIsTriedAgain() throws Exception {
    Files.createFile(root.resolve("broken"));
    var failed = kedge("", "verify");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.out()).isEmpty();
    Files.delete(root.resolve("broken"));
    assertThat(kedge("", "verify").code()).isEqualTo(7);
  }

  @Test
  void aNamedJdkThatIsTooOldIsRefusedWithWhatToInstall() throws Exception {
    environment.put("KEDGE_JAVA_HOME", jdk("jdk-17", "17.0.9").toString());
    var refused = kedge("", "verify");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("openjdk-25-jdk-headless", "没有找到 JDK 25");
    assertThat(builds()).isZero();
  }

  @Test
  void anOlderJavaHomeGivesWayToTheJdkOnThePath() throws Exception {
    var onPath = jdk("jdk-26", "26");
    environment.remove("KEDGE_JAVA_HOME");
    environment.put("JAVA_HOME", jdk("jdk-21", "21.0.2").toString());
    environment.put("PATH", onPath.resolve("bin") + ":" + environment.get("PATH"));
    assertThat(kedge("", "jdk").out()).isEqualTo(onPath + "\n");
  }

  @Test
  void aLinkToTheScriptFindsItsRepository() throws Exception {
    var elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(elsewhere.resolve("k"), Path.of("../kedge"));
    var builder = new ProcessBuilder("bash", elsewhere.resolve("k").toString(), "verify");
    assertThat(end(start(builder), "").code()).isEqualTo(7);
  }

  private Ended kedge(String input, String... arguments) throws Exception {
    return end(start(arguments), input);
  }

  private Started start(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("bash", root.resolve("kedge").toString()));
    command.addAll(List.of(arguments));
    return start(new ProcessBuilder(command));
  }

  private Started start(ProcessBuilder builder) throws IOException {
    builder.environment().clear();
    builder.environment().putAll(environment);
    var err = Files.createTempFile(root, "err", ".txt");
    return new Started(builder.redirectError(err.toFile()).directory(root.toFile()).start(), err);
  }

  private static Ended end(Started started, String input) throws Exception {
    var process = started.process();
    try (var in = process.outputWriter()) {
      in.write(input);
    } catch (IOException _) {
      // It ended without reading, which some of the tests want.
    }
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(started.err()));
  }

  private int builds() throws IOException {
    var counted = root.resolve("builds");
    return Files.exists(counted) ? Files.readAllLines(counted).size() : 0;
  }

  /// A folder that looks like a JDK of that version; its `java` is [#PROGRAM].
  private Path jdk(String name, String version) throws IOException {
    var home = root.resolve(name);
    script(home.resolve("bin/java"), PROGRAM);
    script(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
