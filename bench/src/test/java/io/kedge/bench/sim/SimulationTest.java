package io.kedge.bench.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A whole ledger under everything that can fail. More of the same, for hours: `./kedge sim`.
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("io.kedge.seeds", 30);
  private static final Set<SimFault> POWER =
      EnumSet.of(SimFault.POWER_CUT, SimFault.FAULT_POINT, SimFault.CRASH_IN_RECOVERY);

  private static boolean isOneSeed() {
    return System.getProperty("io.kedge.seed") != null;
  }

  private static SimReport run(long from, int count, int steps, int group, Set<SimFault> faults) {
    var all = SimReport.empty();
    LongStream seeds =
        isOneSeed()
            ? LongStream.of(Long.getLong("io.kedge.seed"))
            : LongStream.range(from, from + count);
    seeds.forEach(
        seed -> {
          try {
            int together = group == 0 ? Simulation.Plan.of(seed).group() : group;
            all.add(Simulation.run(seed, new Simulation.Plan(steps, together, faults)));
          } catch (SimFailure e) {
            throw new AssertionError(
                "again: mvn -o -Pquick -pl bench -am test -Dtest=SimulationTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dio.kedge.seed="
                    + seed,
                e);
          }
        });
    return all;
  }

  /// What `./kedge sim` runs.
  @Test
  void everythingAtOnce() {
    SimReport report = run(0, SEEDS, 40, 0, SimFault.all());
    if (!isOneSeed()) {
      assertThat(report.openings()).isGreaterThan(SEEDS);
      assertThat(report.cutsInRecovery()).isGreaterThan(SEEDS / 5);
      assertThat(report.receipts()).isGreaterThan(SEEDS);
      assertThat(report.refused()).isGreaterThan(SEEDS / 4);
      assertThat(report.right()).isGreaterThan(SEEDS / 4);
      assertThat(report.faults()).hasSizeGreaterThan(SimFault.values().length / 2);
    }
  }

  @ParameterizedTest
  @EnumSource(SimFault.class)
  void oneThingWrong(SimFault fault) {
    var faults =
        fault == SimFault.FOREIGN_SNAPSHOT
            ? EnumSet.of(fault, SimFault.SNAPSHOT)
            : EnumSet.of(fault);
    SimReport report =
        run(1_000L + Math.floorMod(fault.name().hashCode(), 1_000_000), 2, 15, 0, faults);
    assertThat(report.seeds()).isPositive();
  }

  /// One by one, every result and every block is that of a node that was never interrupted.
  @Test
  void aMarketEndsTheSameHoweverOftenThePowerFails() {
    SimReport report = run(1, 2, 150, 1, POWER);
    assertThat(isOneSeed() || report.openings() > 4).isTrue();
  }

  /// Several at once, the log says in which order they came; everything follows from it.
  @Test
  void commandsAtOnceAreDecidedAsTheLogOrdersThemHoweverOftenThePowerFails() {
    SimReport report = run(4, 2, 150, 5, POWER);
    assertThat(isOneSeed() || report.openings() > 4).isTrue();
    assertThat(isOneSeed() || report.keptUnacknowledged() + report.lostUnacknowledged() > 5)
        .as("commands were cut on their way")
        .isTrue();
  }

  @Test
  void theDocumentShowsTheFaults() throws Exception {
    assertThat(Files.readString(Path.of("../docs/reference/simulation.md")))
        .contains(SimFault.markdown());
  }
}
