package io.kedge.bench.sim;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.ledger.disk.DiskLocked;
import io.kedge.ledger.disk.FaultPoint;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.Submitted;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.ReceiptVerifier;
import io.kedge.ledger.snapshot.SnapshotFault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// One whole market on one real node, from a seed, while everything fails that can.
///
/// The seed fixes the commands, the faults, and what the disk keeps; the threads of a node run as
/// they like, so a failure that depends on them may take several tries.
public final class Simulation {
  private static final int OPERATIONS_BETWEEN = 120;
  private static final int POINT_TIMES_MAX = 12;
  private static final int DAMAGES = 4;
  private static final int RECEIPT_OF = 4;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long[] CLOCK_JUMPS = {
    HOUR_MILLIS, -HOUR_MILLIS, 87_660 * HOUR_MILLIS, -87_660 * HOUR_MILLIS, 1_000, -1
  };

  private final Plan plan;
  private final SplittableRandom random;
  private final SimScript script;
  private final SimTwin twin;
  private final SimNode node;
  private final SimReport report = new SimReport();
  private final List<SimFault> whileRunning;
  private SimDisk earlier;
  private Optional<SimFault> armed = Optional.empty();
  private boolean clockJumped;

  /// What is simulated.
  ///
  /// @param steps commands that are handed in
  /// @param group how many at once; one at a time, everything is compared with a node that was
  ///     never interrupted
  /// @param faults what goes wrong
  public record Plan(int steps, int group, Set<SimFault> faults) {
    /// Checks the numbers.
    public Plan {
      if (steps < 1 || group < 1) {
        throw new IllegalArgumentException("at least one command");
      }
    }

    /// What a seed stands for: 40 commands, one by one or up to five at once, every fault.
    public static Plan of(long seed) {
      return new Plan(40, (int) Math.floorMod(seed, 5L) + 1, SimFault.all());
    }
  }

  private Simulation(long seed, Plan plan) throws IOException {
    this.plan = plan;
    this.random = new SplittableRandom(seed);
    this.script = SimScript.of(seed, plan.steps(), 1 + (int) Math.floorMod(seed, 3L));
    this.twin = new SimTwin(script.genesis());
    this.node = new SimNode(script.genesis(), random);
    this.earlier = node.disk().copy();
    this.whileRunning =
        SimFault.of(plan.faults(), SimFault.Kind.POWER, SimFault.Kind.DISK, SimFault.Kind.OTHER);
  }

  /// Runs a seed.
  ///
  /// @throws SimFailure if anything is otherwise than it must be
  public static SimReport run(long seed, Plan plan) {
    try {
      var simulation = new Simulation(seed, plan);
      return simulation.run();
    } catch (IOException | RuntimeException | Error e) {
      throw new SimFailure("seed " + seed, e);
    }
  }

  private SimReport run() throws IOException {
    Optional<Tip> calm = plan.group() == 1 ? Optional.of(uninterrupted()) : Optional.empty();
    try (node) {
      play();
      restart();
      check(List.of());
      resubmit();
      if (!clockJumped) {
        calm.ifPresent(tip -> SimFailure.unlessSame(node.node().tip(), tip, "the last block"));
      }
      node.seeCheckpoint();
      node.node().close();
      Tip tip = node.node().tip();
      soundByFsck();
      damage(tip);
      report.commands(twin.logged().size());
      report.seed();
    }
    return report;
  }

  private Tip uninterrupted() throws IOException {
    try (var calm = new SimNode(script.genesis(), new SplittableRandom(0))) {
      for (SimScript.Line line : script.lines()) {
        var answer =
            calm.await(calm.offer(line.step().time(), List.of(line.step().envelope())))
                .getFirst()
                .orElseThrow();
        SimFailure.unlessSame(answer.code(), line.code(), line.step() + ", " + answer.detail());
      }
      return calm.node().tip();
    }
  }

  private void play() throws IOException {
    List<SimScript.Line> lines = script.lines();
    int at = 0;
    arm();
    while (at < lines.size()) {
      List<SimScript.Line> group = lines.subList(at, Math.min(lines.size(), at + plan.group()));
      if (submit(group)) {
        at += group.size();
        armOther();
      } else {
        requireReason();
        restart();
        check(group);
        arm();
      }
    }
  }

  /// A node that gives no answer has a reason to: the power, or an error of the disk.
  private void requireReason() {
    boolean told = armed.isPresent() && armed.get().kind() == SimFault.Kind.DISK;
    SimFailure.unless(told || !node.powerIsOn(), "failed by itself: " + node.node().failure());
    if (told && node.node().failure().isPresent()) {
      var probe = node.await(List.of(node.node().submit(Bytes.utf8("}{"))));
      boolean taken = probe.getFirst().filter(Submitted::accepted).isPresent();
      SimFailure.unless(!taken, "a command was accepted after the disk failed");
    }
  }

  private boolean submit(List<SimScript.Line> group) {
    var time = group.getLast().step().time();
    List<Bytes> envelopes = group.stream().map(line -> line.step().envelope()).toList();
    List<CompletableFuture<Submitted>> futures = node.offer(time, envelopes);
    if (armed.equals(Optional.of(SimFault.DISK_FULL))) {
      waitOutFullDisk(futures);
    }
    List<Optional<Submitted>> answers = node.await(futures);
    boolean known = answers.stream().allMatch(SimNode::isResult);
    if (known && plan.group() == 1 && !clockJumped) {
      SimFailure.unlessSame(
          answers.getFirst().orElseThrow().code(),
          group.getFirst().code(),
          group.getFirst().step().toString());
    }
    if (known && random.nextInt(RECEIPT_OF) == 0) {
      answers.stream()
          .map(Optional::orElseThrow)
          .flatMap(told -> told instanceof Submitted.Decided d ? List.of(d).stream() : null)
          .findFirst()
          .ifPresent(decided -> node.takeReceipt(decided.commandId()));
    }
    return known || (isOnlyRefusedForSpace(answers) && submit(group));
  }

  /// Refused because the disk was full, by name; now there is space, and it is handed in again.
  private boolean isOnlyRefusedForSpace(List<Optional<Submitted>> answers) {
    return node.node().failure().isEmpty()
        && answers.stream()
            .allMatch(
                answer ->
                    SimNode.isResult(answer)
                        || answer.filter(t -> t.code().equals("node.STORAGE_FULL")).isPresent());
  }

  /// While the disk is full, what is there can be read; then space is made.
  private void waitOutFullDisk(List<CompletableFuture<Submitted>> futures) {
    boolean refused = false;
    while (!refused && !futures.stream().allMatch(CompletableFuture::isDone)) {
      Optional<Submitted> probe =
          node.await(List.of(node.node().submit(Bytes.utf8("}{")))).getFirst();
      refused = probe.filter(t -> t.code().equals("node.STORAGE_FULL")).isPresent();
    }
    if (!twin.headers().isEmpty()) {
      SimFailure.unlessSame(
          node.node().block(1).header().hash(), twin.headers().getFirst(), "block 1 while full");
    }
    node.disk().limit(Long.MAX_VALUE);
    armed = Optional.empty();
  }

  /// Chooses what goes wrong next, and sets it up.
  private void arm() {
    List<SimFault> now =
        whileRunning.stream().filter(fault -> fault.kind() != SimFault.Kind.OTHER).toList();
    if (now.isEmpty()) {
      armed = Optional.empty();
      return;
    }
    SimFault fault = now.get(random.nextInt(now.size()));
    SimDisk disk = node.disk();
    switch (fault) {
      case FAULT_POINT -> {
        FaultPoint[] points = FaultPoint.values();
        disk.cutPowerAt(points[random.nextInt(points.length)], 1 + random.nextInt(POINT_TIMES_MAX));
        disk.cutPowerAfter(OPERATIONS_BETWEEN + random.nextInt(OPERATIONS_BETWEEN));
      }
      case FORCE_FAILS -> disk.failIo(SimDisk.Operation.FORCE, 1 + random.nextInt(10));
      case WRITE_FAILS -> disk.failIo(SimDisk.Operation.WRITE, 1 + random.nextInt(20));
      case DISK_FULL -> disk.limit(disk.bytesUsed() + random.nextInt(3_000));
      case SHORT_WRITE -> disk.failFull(1 + random.nextInt(10), random.nextInt(2_000));
      case NO_SPACE_FOR_NAME ->
          disk.failFull(
              random.nextBoolean() ? SimDisk.Operation.CREATE : SimDisk.Operation.RENAME, 1);
      default -> disk.cutPowerAfter(random.nextInt(OPERATIONS_BETWEEN));
    }
    armed = Optional.of(fault);
    report.fault(fault);
  }

  /// Now and then something that is no error.
  private void armOther() throws IOException {
    List<SimFault> others = SimFault.of(plan.faults(), SimFault.Kind.OTHER);
    if (others.isEmpty() || random.nextInt(10) != 0 || !node.powerIsOn()) {
      return;
    }
    SimFault fault = others.get(random.nextInt(others.size()));
    switch (fault) {
      case OPENED_TWICE -> requireLocked();
      case CLOCK_JUMP -> {
        clockJumped = true;
        node.jumpClock(CLOCK_JUMPS[random.nextInt(CLOCK_JUMPS.length)]);
      }
      case SNAPSHOT -> snapshot();
      default -> throw new IllegalStateException(fault.name());
    }
    report.fault(fault);
    if (armed.isEmpty()) {
      arm();
    }
  }

  private void requireLocked() throws IOException {
    try (LedgerNode second = node.open(node.disk(), node.state().copy(), List.of())) {
      throw new SimFailure("two nodes have one directory: " + second.tip());
    } catch (DiskLocked e) {
      // As it must be.
    } catch (PowerCut e) {
      // The power failed first: the next command tells.
    }
  }

  /// Makes a snapshot, which may be interrupted by whatever goes wrong next.
  private void snapshot() {
    try {
      node.node().snapshot();
    } catch (SnapshotFault e) {
      SimFailure.unless(!e.kind().repair().isEmpty(), "a snapshot is refused without a name");
    } catch (IOException | NodeFault | PowerCut | InterruptedException e) {
      // It is not there, or not finished: the next command tells why.
    }
  }

  private void restart() throws IOException {
    SimDisk disk = node.disk();
    int last = disk.unsyncedOperations() - 1;
    Survival survival =
        switch (armed.isPresent() ? armed.get() : SimFault.POWER_CUT) {
          case TORN_WRITE -> Survival.tornAt(last, random.nextInt(disk.lastWriteBytes() + 1));
          case DROPPED_WRITES -> Survival.subset(random.nextLong());
          case ZEROS_INSTEAD -> Survival.zerosInsteadOf(last);
          default -> Survival.seeded(random.nextLong());
        };
    boolean again = plan.faults().contains(SimFault.CRASH_IN_RECOVERY);
    node.restart(survival, again ? random.nextInt(3) : 0);
    armed = Optional.empty();
    report.opening(node.cutsInRecovery());
    if (random.nextInt(3) == 0) {
      earlier = node.disk().copy();
    }
  }

  /// After a restart: what was acknowledged is there; what was on its way is there wholly or not at
  /// all, since the twin decides the commands of the log and comes to the same state. The receipts
  /// that clients have are of this log.
  private void check(List<SimScript.Line> onTheWay) {
    LedgerNode opened = node.node();
    twin.follow(opened);
    for (Submitted.Decided was : node.acknowledged().values()) {
      requireSame(
          opened
              .decided(was.commandId())
              .orElseThrow(() -> new SimFailure(was + " was acknowledged and is gone")),
          was);
    }
    var verifier = new ReceiptVerifier(List.of(opened.vkey()));
    node.receipts().forEach(receipt -> twin.requireOwn(verifier.verify(receipt)));
    report.receipts(node.receipts().size());
    for (SimScript.Line line : onTheWay) {
      line.id()
          .filter(id -> !node.acknowledged().containsKey(id))
          .ifPresent(id -> count(opened, id));
    }
  }

  private void count(LedgerNode opened, CommandId id) {
    boolean kept = opened.decided(id).isPresent();
    SimFailure.unlessSame(twin.logged().contains(id), kept, "that " + id + " is in the log");
    report.onTheWay(kept);
  }

  private static void requireSame(Submitted.Decided is, Submitted.Decided was) {
    SimFailure.unless(
        is.code().equals(was.code())
            && is.height() == was.height()
            && is.leafIndex() == was.leafIndex(),
        "acknowledged was " + was + ", now it is " + is);
  }

  /// Everything once more: each command is answered with its earlier result, and nothing is added.
  private void resubmit() {
    Tip before = node.node().tip();
    for (SimScript.Line line : script.lines()) {
      var was = line.id().flatMap(id -> Optional.ofNullable(node.acknowledged().get(id)));
      if (was.isPresent()) {
        var answer =
            node.await(node.offer(line.step().time(), List.of(line.step().envelope()))).getFirst();
        var decided = (Submitted.Decided) answer.orElseThrow();
        SimFailure.unless(decided.again(), line.step() + " was decided twice");
        requireSame(decided, was.get());
      }
    }
    SimFailure.unlessSame(node.node().tip(), before, "the last block after sending all again");
  }

  private void soundByFsck() throws IOException {
    FsckReport found =
        Fsck.run(
            node.disk(),
            node.genesis(),
            SimScript.rules(),
            Optional.of(() -> node.state().contents()),
            _ -> {});
    SimFailure.unless(found.ok(), "fsck calls a sound ledger damaged: " + found.faults());
    SimFailure.unlessSame(found.blockHeight(), (long) twin.headers().size(), "blocks by fsck");
  }

  private void damage(Tip tip) throws IOException {
    List<SimFault> damages = SimFault.of(plan.faults(), SimFault.Kind.DAMAGE);
    var verdict = new Verdict(node, twin, tip);
    for (int i = 0; i < DAMAGES && !damages.isEmpty(); i++) {
      SimFault fault = damages.get(random.nextInt(damages.size()));
      var damage = new Damage(node.disk(), earlier, random).done(fault);
      if (damage.isPresent()) {
        try {
          report.damaged(verdict.isRefused(fault, damage.get()));
        } catch (IOException | RuntimeException e) {
          throw new SimFailure(fault + ", " + damage.get().what(), e);
        }
        report.fault(fault);
      }
    }
  }
}
