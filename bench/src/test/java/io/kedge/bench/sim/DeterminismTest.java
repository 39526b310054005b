package io.kedge.bench.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The same commands give the same roots and the same bytes of log, heads and tiles, whatever JVM
/// flags, language and time zone a node runs with (semantics/ledger.md §4B.6, §6C).
class DeterminismTest {
  private static final List<List<String>> MACHINES =
      List.of(
          List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.timezone=UTC"),
          List.of(
              "-XX:+UseParallelGC",
              "-Duser.language=ar",
              "-Duser.country=EG",
              "-Duser.timezone=America/St_Johns"),
          List.of(
              "-XX:+UseG1GC",
              "-XX:-UseCompressedOops",
              "-Duser.language=th",
              "-Duser.country=TH",
              "-Duser.timezone=Asia/Shanghai"),
          List.of(
              "-Xint",
              "-XX:+UseSerialGC",
              "-Duser.language=zh",
              "-Duser.country=CN",
              "-Duser.timezone=Asia/Shanghai",
              "-Dfile.encoding=GBK"));

  @Test
  void theSameCommandsGiveTheSameLedgerOnEveryMachine() throws Exception {
    long seed = Long.getLong("io.kedge.seed", System.nanoTime());
    var first = run(MACHINES.getFirst(), seed);
    assertThat(first).as("roots and files").contains("stateRoot ", "treeRoot ", "head.A ", "log/");
    for (List<String> machine : MACHINES.subList(1, MACHINES.size())) {
      assertThat(run(machine, seed)).as("%s, -Dio.kedge.seed=%d", machine, seed).isEqualTo(first);
    }
    assertThat(run(MACHINES.getFirst(), seed + 1)).as("another seed").isNotEqualTo(first);
  }

  private static String run(List<String> flags, long seed) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            SameEverywhere.class.getName(),
            Long.toString(seed),
            "12"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", flags).isZero();
    return printed;
  }
}
