package io.kedge.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Requirement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMetersTest {
  @TempDir private Path proc;

  @Test
  @Requirement("L-49")
  void whatTheKernelCountsIsAddedUpOnce() throws IOException {
    Files.writeString(proc.resolve("meminfo"), "MemTotal: 100 kB\nMemAvailable:     40 kB\n");
    Files.writeString(
        proc.resolve("diskstats"),
        """
           7       0 loop0 9 0 900 0 9 0 900 0 0 0 0
           8       0 sda 10 0 200 0 20 0 400 0 0 0 0
           8       1 sda1 10 0 200 0 20 0 400 0 0 0 0
         259       0 nvme0n1 10 0 2 0 20 0 4 0 0 0 0
         259       1 nvme0n1p1 10 0 2 0 20 0 4 0 0 0 0
         253       0 dm-0 10 0 200 0 20 0 400 0 0 0 0
        """);
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/dev"),
        """
        Inter-|   Receive                            |  Transmit
         face |bytes    packets errs drop fifo frame |bytes    packets
            lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0
          eth0: 100 1 0 0 0 0 0 0 250 1 0 0 0 0 0 0
         wlan0:   7 1 0 0 0 0 0 0   3 1 0 0 0 0 0 0
        """);
    var registry = new SimpleMeterRegistry();
    new MachineMeters(proc, proc).bindTo(registry);
    assertThat(registry.get("kedge.machine.memory.available").gauge().value()).isEqualTo(40_960);
    assertThat(registry.get("kedge.machine.disk.read").functionCounter().count())
        .isEqualTo(202 * 512);
    assertThat(registry.get("kedge.machine.disk.written").functionCounter().count())
        .isEqualTo(404 * 512);
    assertThat(registry.get("kedge.machine.network.received").functionCounter().count())
        .isEqualTo(107);
    assertThat(registry.get("kedge.machine.network.sent").functionCounter().count()).isEqualTo(253);
  }

  @Test
  void anotherSystemThanLinuxIsNoFailure() {
    var registry = new SimpleMeterRegistry();
    new MachineMeters(proc, proc.resolve("none")).bindTo(registry);
    assertThat(registry.get("kedge.machine.network.sent").functionCounter().count()).isZero();
    assertThat(registry.get("kedge.machine.disk.free").gauge().value()).isPositive();
  }
}
