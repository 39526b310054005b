package io.kedge.ledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.CommandId;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A call of the operating system fails, or the process dies in it: every kind of call, by name and
/// number, on real files with the real store (semantics/ledger.md §4B.4). Afterwards everything
/// acknowledged is there and fsck finds nothing but derived files to be made again.
///
/// A build samples the calls; all of them: `-Dio.kedge.sweep=full`.
@EnabledOnOs(OS.LINUX)
class SyscallSweepTest {
  private static final int CASES = 60;
  private static final int CASES_MIN = 12;
  private static final long BUDGET_NANOS = 30_000_000_000L;
  private static final String CALLS =
      "fdatasync,fsync,write,pwrite64,writev,pwritev,openat,rename,ftruncate,unlink";
  private static final List<String> EVENTS = List.of("error=EIO", "error=ENOSPC", "signal=KILL");
  private static final Pattern TRACED = Pattern.compile("^(\\d+) +([a-z0-9]+)\\((.*)");

  /// What is made again from the log.
  private static final Pattern DERIVED =
      Pattern.compile("(tile/.*|state|checkpoint|checkpoints/.*|ledger\\.vkey)");

  @TempDir Path scratch;
  private final TinyNode tiny = new TinyNode(1);

  /// One call that fails.
  private record Case(String call, int nth, String event, boolean onUsed) {}

  @Test
  void afterAnyFailingCallEverythingAcknowledgedIsThere() throws Exception {
    long seed = Long.getLong("io.kedge.seed", System.nanoTime());
    Path used = scratch.resolve("used");
    Files.createDirectory(used);
    List<CommandId> before = TinyProgram.run(program(used, "before"), scratch, 0).accepted();
    var cases = new ArrayList<Case>();
    cases.addAll(cases(scratch.resolve("fresh-traced"), null));
    cases.addAll(cases(scratch.resolve("used-traced"), used));
    assertThat(cases).as("calls that concern the ledger's files").hasSizeGreaterThan(60);
    boolean full = "full".equals(System.getProperty("io.kedge.sweep"));
    if (!full) {
      Collections.shuffle(cases, new Random(seed));
      cases.subList(Math.min(CASES, cases.size()), cases.size()).clear();
    }
    long began = System.nanoTime();
    var ended = new TreeMap<String, Integer>();
    for (int i = 0; i < cases.size(); i++) {
      if (!full && i >= CASES_MIN && System.nanoTime() - began > BUDGET_NANOS) {
        break; // a slow machine samples fewer
      }
      Case one = cases.get(i);
      Path data = scratch.resolve("data" + i);
      copy(one.onUsed() ? used : null, data);
      var told = TinyProgram.run(injected(one, data), scratch, -1);
      String what = one + ", -Dio.kedge.seed=" + seed + ", printed: " + told.errors();
      var expected = new ArrayList<>(told.accepted());
      expected.addAll(one.onUsed() ? before : List.of());
      check(data, expected, what);
      ended.merge(told.accepted().size() < 12 ? "stopped early" : "went on", 1, Integer::sum);
    }
    assertThat(ended).as("some failures stop the program").containsKey("stopped early");
  }

  private static List<String> program(Path data, String name) {
    return TinyProgram.command(data, 2, 6, name);
  }

  /// The calls, by name and number within their thread, that concern the ledger's files.
  private List<Case> cases(Path data, Path from) throws Exception {
    copy(from, data);
    Path trace = scratch.resolve("trace");
    var command =
        new ArrayList<>(
            List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-y",
                "-o",
                trace.toString(),
                "-e",
                "trace=" + CALLS));
    command.addAll(program(data, "traced"));
    TinyProgram.Told told;
    try {
      told = TinyProgram.run(command, scratch, -1);
    } catch (IOException e) {
      throw new AssertionError("strace is needed: apt-get install strace", e);
    }
    assertThat(told.accepted()).as("strace cannot trace here: %s", told.errors()).hasSize(12);
    var counts = new TreeMap<String, Integer>();
    var found = new TreeSet<String>();
    for (String line : Files.readAllLines(trace, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      Matcher call = TRACED.matcher(line);
      if (call.find()) {
        int nth = counts.merge(call.group(1) + call.group(2), 1, Integer::sum);
        if (call.group(3).contains(data.toString())) {
          found.add(call.group(2) + " " + nth);
        }
      }
    }
    var cases = new ArrayList<Case>();
    for (String one : found) {
      String[] parts = one.split(" ");
      for (String event : EVENTS) {
        cases.add(new Case(parts[0], Integer.parseInt(parts[1]), event, from != null));
      }
    }
    return cases;
  }

  private static List<String> injected(Case one, Path data) {
    String inject = "inject=" + one.call() + ":" + one.event() + ":when=" + one.nth();
    var command =
        new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-q", "-o", "/dev/null"));
    command.addAll(List.of("-e", "trace=" + one.call(), "-e", inject));
    command.addAll(program(data, "injected"));
    return command;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (from == null) {
      Files.createDirectory(to);
      return;
    }
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /// Faults may be in what is derived; a start makes that again.
  private void check(Path data, List<CommandId> accepted, String what) throws Exception {
    if (Files.exists(data.resolve("FORMAT"))) {
      assertThat(fsck(data).faults())
          .as(what)
          .allMatch(fault -> DERIVED.matcher(place(fault.file())).matches());
    } else {
      assertThat(accepted).as(what).isEmpty();
    }
    var parts = NodeParts.in(data, TinyRules.key(99), tiny.fatal::set, tiny.clock);
    try (var node = tiny.open(parts)) {
      for (CommandId id : accepted) {
        assertThat(node.decided(id)).as("%s: %s", id, what).isPresent();
      }
      assertThat(node.submit(tiny.wallet.put("end", "x", "end")).join().accepted()).isTrue();
    }
    assertThat(fsck(data).faults()).as(what).isEmpty();
  }

  private static String place(String file) {
    int byteAt = file.indexOf(" byte ");
    return byteAt < 0 ? file : file.substring(0, byteAt);
  }

  private FsckReport fsck(Path data) throws IOException {
    return Fsck.run(RealDisk.at(data), tiny.genesis, TinyRules.book(), _ -> {});
  }
}
