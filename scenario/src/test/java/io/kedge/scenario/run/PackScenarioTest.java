package io.kedge.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.rulebook.StandardRules;
import io.kedge.scenario.pack.Pack;
import io.kedge.scenario.pack.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pack under `scenarios/` goes as it says, on a ledger in memory, with the auditor watching.
///
/// With `-Dio.kedge.scenario.write=true` the balances at named points are written to the packs'
/// `expected` folders, for the next run to compare; read the difference before committing it.
class PackScenarioTest {
  private static final Path SCENARIOS = Path.of("../scenarios");

  static List<Path> packs() throws IOException {
    try (Stream<Path> folders = Files.list(SCENARIOS)) {
      return folders.filter(f -> Files.isRegularFile(f.resolve("pack.txt"))).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void thePackGoesAsItSays(Path folder) {
    var signing = new JdkEd25519();
    var runner = new PackRunner(Pack.load(folder), signing, PackRunner.FIXED_START, Scale.FULL);
    var target = new MemoryTarget(runner.genesis(), StandardRules.version1(), signing);
    RunReport report = runner.run(target, new Points(folder));
    assertThat(report.failure().map(ScenarioFailure::toString)).isEqualTo(Optional.empty());
    assertThat(report.refused()).isGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("packs")
  void thePackAlsoGoesWhenItEndsBeforeAnotherDay(Path folder) {
    Pack pack = Pack.load(folder);
    var signing = new JdkEd25519();
    var end = PackRunner.FIXED_START.plusMillis(123_456_789_012L);
    var start = PackRunner.startToEndBefore(pack, end);
    assertThat(start.plusMillis(pack.lengthMillis())).isLessThanOrEqualTo(end);
    var runner = new PackRunner(pack, signing, start, Scale.FULL);
    var target = new MemoryTarget(runner.genesis(), StandardRules.version1(), signing);
    assertThat(runner.run(target, new Points(folder)).failure()).isEmpty();
  }

  private record Points(Path folder) implements RunListener {
    @Override
    public void point(Place place, String name, String balances) {
      if (Boolean.getBoolean("io.kedge.scenario.write")) {
        try {
          Files.createDirectories(folder.resolve("expected"));
          Files.writeString(folder.resolve("expected/" + name + ".csv"), balances);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
