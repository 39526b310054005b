package io.kedge.server.operations;

import com.sun.management.OperatingSystemMXBean;
import io.kedge.server.ServerSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// The machine's state as metrics (L-49): memory, the data folder's disk, and on Linux what its
/// disks and networks carry. Processor and Java come with Micrometer.
@Component
final class MachineMeters implements MeterBinder {
  private static final int SECTOR_BYTES = 512; // of /proc/diskstats, whatever the disk has

  private final Path data;
  private final Path proc;

  @org.springframework.beans.factory.annotation.Autowired
  MachineMeters(ServerSettings settings) {
    this(settings.data(), Path.of("/proc"));
  }

  MachineMeters(Path data, Path proc) {
    this.data = data;
    this.proc = proc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(
        registry,
        "kedge.machine.disk.free",
        "Free bytes where the data is.",
        me -> me.data.toFile().getUsableSpace());
    gauge(
        registry,
        "kedge.machine.disk.total",
        "Bytes of the file system where the data is.",
        me -> me.data.toFile().getTotalSpace());
    gauge(
        registry,
        "kedge.machine.memory.available",
        "Memory that programs may still take.",
        MachineMeters::memoryAvailable);
    gauge(
        registry,
        "kedge.machine.memory.total",
        "Memory of the machine.",
        _ -> operatingSystem().getTotalMemorySize());
    counter(registry, "kedge.machine.disk.read", "Read from disks.", me -> me.disks(5));
    counter(registry, "kedge.machine.disk.written", "Written to disks.", me -> me.disks(9));
    counter(
        registry, "kedge.machine.network.received", "Received by networks.", me -> me.network(0));
    counter(registry, "kedge.machine.network.sent", "Sent by networks.", me -> me.network(8));
  }

  private void gauge(
      MeterRegistry registry, String name, String what, ToDoubleFunction<MachineMeters> value) {
    Gauge.builder(name, this, value).description(what).baseUnit("bytes").register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String what, ToDoubleFunction<MachineMeters> value) {
    FunctionCounter.builder(name, this, value)
        .description(what + " All devices together; 0 where the machine does not tell.")
        .baseUnit("bytes")
        .register(registry);
  }

  private static OperatingSystemMXBean operatingSystem() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private double memoryAvailable() {
    for (String line : lines("meminfo")) {
      if (line.startsWith("MemAvailable:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
      }
    }
    return operatingSystem().getFreeMemorySize();
  }

  /// A column of /proc/diskstats, over whole disks: partitions and what lies on other disks (loop,
  /// ram, device mapper, RAID) would count twice.
  double disks(int column) {
    double sectors = 0;
    String last = "";
    for (String line : lines("diskstats")) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 13 && !columns[2].matches("(loop|ram|dm-|md|sr|zram)\\d+")) {
        String name = columns[2];
        if (last.isEmpty() || !name.startsWith(last)) {
          sectors += Double.parseDouble(columns[column]);
          last = name;
        }
      }
    }
    return sectors * SECTOR_BYTES;
  }

  /// A column of /proc/net/dev after the name, over all devices but loopback.
  double network(int column) {
    double bytes = 0;
    for (String line : lines("net/dev")) {
      int colon = line.indexOf(':');
      if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
        String[] columns = line.substring(colon + 1).strip().split("\\s+", -1);
        bytes += Double.parseDouble(columns[column]);
      }
    }
    return bytes;
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(proc.resolve(file));
    } catch (IOException _) {
      return List.of(); // another system than Linux
    }
  }
}
