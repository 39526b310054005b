package io.kedge.ledger.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Requirement;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.Survival;
import io.kedge.ledger.fsck.Fsck;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.RecordMark;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.TinyNode;
import io.kedge.ledger.node.TinyRules;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.LogSigner;
import io.kedge.ledger.publish.Publication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepairTest {
  private static final FollowerKeys KEYS = FollowerKeys.of("bank.example/f", TinyRules.key(7));

  private final TinyNode tiny = new TinyNode(1);
  private final SimDisk leader = new SimDisk();
  private SimDisk sound = new SimDisk();
  private Publication publication;
  private DirectSource peer;

  /// A leader's ledger, and a follower's directory of it that is to be damaged.
  @BeforeEach
  void follow() throws Exception {
    try (LedgerNode node = tiny.open(leader)) {
      for (int i = 0; i < 90; i++) {
        node.submit(tiny.wallet.put("tea" + i % 9, "t" + i, "n" + i)).join();
      }
    }
    publication = Publication.open(leader, List.of());
    peer = new DirectSource(publication);
    try (Follower follower =
        Follower.open(
            tiny.genesis, TinyRules.book(), tiny.parts(sound), List.of(publication.vkey()), KEYS)) {
      follower.poll(peer);
    }
    assertThat(sound.list("log")).hasSizeGreaterThan(2);
  }

  @AfterEach
  void close() throws IOException {
    publication.close();
  }

  private FsckReport fsck(SimDisk disk) throws IOException {
    return Fsck.run(disk, tiny.genesis, TinyRules.book(), Optional.empty(), height -> {});
  }

  private RepairReport repair(SimDisk disk) throws Exception {
    var parts =
        new RepairParts(
            disk,
            TinyRules.book(),
            document -> tiny.genesis,
            genesis -> fsck(disk),
            () -> {},
            Optional.of(KEYS));
    return Repair.run(parts, peer, List.of());
  }

  private static TreeMap<String, Bytes> files(SimDisk disk) throws IOException {
    var files = new TreeMap<String, Bytes>();
    for (String file : disk.files()) {
      if (!file.startsWith("repairs/") && !file.equals("LOCK")) {
        files.put(file, Bytes.wrap(disk.contents(file)));
      }
    }
    return files;
  }

  /// What is damaged is a fault, and after the repair every file is what it was.
  private RepairReport requireMended(SimDisk damaged, String what) throws Exception {
    assertThat(files(damaged).equals(files(sound))).as(what).isFalse();
    RepairReport report = repair(damaged);
    assertThat(report.fsck().faults()).as(what).isEmpty();
    assertThat(report.mended()).as(what).isNotEmpty();
    for (var file : files(sound).entrySet()) {
      if (!file.getKey().startsWith("head.")) {
        assertThat(file.getValue().equals(files(damaged).get(file.getKey())))
            .as("%s: %s is what it was", what, file.getKey())
            .isTrue();
      }
    }
    assertThat(damaged.list("repairs")).isNotEmpty();
    return report;
  }

  /// Bits anywhere in the segments: exactly the damaged bytes are written.
  @Test
  @Requirement({"L-27", "L-28"})
  void aDamagedByteAnywhereInTheLogIsPutBack() throws Exception {
    for (String segment : sound.list("log")) {
      String file = "log/" + segment;
      byte[] good = sound.contents(file);
      for (int at = 3; at < good.length; at += 1_009) {
        if (at >= 60 && at < 4_064) {
          continue; // zeros of the header
        }
        SimDisk damaged = sound.copy();
        byte[] bad = good.clone();
        bad[at] ^= 0x20;
        damaged.replace(file, bad);
        RepairReport report = requireMended(damaged, file + " byte " + at);
        assertThat(report.mended())
            .containsExactly(new RepairReport.Mended(file, at, at + 1, RepairReport.Proof.CHAIN));
      }
    }
  }

  @Test
  @Requirement("L-28")
  void lostFilesAreBroughtBack() throws Exception {
    for (String file : files(sound).keySet()) {
      if (file.startsWith("log/") || file.equals("FORMAT") || file.equals("genesis.json")) {
        SimDisk damaged = sound.copy();
        damaged.delete(file);
        requireMended(damaged, file + " missing");
      }
    }
    SimDisk allSegments = sound.copy();
    for (String segment : sound.list("log")) {
      allSegments.delete("log/" + segment);
    }
    requireMended(allSegments, "every segment missing");
  }

  @Test
  void tailsRangesAndHeadsAreBroughtBack() throws Exception {
    List<String> segments = sound.list("log");
    String last = "log/" + segments.getLast();
    SimDisk cut = sound.copy();
    byte[] good = sound.contents(last);
    cut.replace(last, java.util.Arrays.copyOf(good, good.length - 100));
    requireMended(cut, "the tail cut off");

    SimDisk zeroed = sound.copy();
    byte[] first = sound.contents("log/" + segments.get(0));
    java.util.Arrays.fill(first, first.length - 3_000, first.length, (byte) 0);
    zeroed.replace("log/" + segments.get(0), first);
    byte[] second = sound.contents("log/" + segments.get(1));
    java.util.Arrays.fill(second, 0, 6_000, (byte) 0);
    zeroed.replace("log/" + segments.get(1), second);
    requireMended(zeroed, "a range over two segments zeroed");

    SimDisk noHeads = sound.copy();
    noHeads.delete("head.A");
    noHeads.delete("head.B");
    requireMended(noHeads, "no head");

    SimDisk nothing = sound.copy();
    nothing.delete("head.A");
    nothing.delete("head.B");
    nothing.replace(last, java.util.Arrays.copyOf(good, 5_000));
    assertThat(requireMended(nothing, "no head and no tail").mended())
        .anyMatch(item -> item.proof() == RepairReport.Proof.EXECUTION);

    SimDisk oneHead = sound.copy();
    oneHead.delete("head.A");
    requireMended(oneHead, "one head");

    SimDisk swapped = sound.copy();
    swapped.replace("log/" + segments.get(0), sound.contents("log/" + segments.get(1)));
    swapped.replace("log/" + segments.get(1), sound.contents("log/" + segments.get(0)));
    requireMended(swapped, "two segments swapped");
  }

  @Test
  void tilesAndCheckpointsAreMadeAgain() throws Exception {
    for (String file : files(sound).keySet()) {
      if (file.startsWith("tile/")) {
        SimDisk damaged = sound.copy();
        byte[] bad = sound.contents(file);
        bad[bad.length / 2] ^= 1;
        damaged.replace(file, bad);
        assertThat(requireMended(damaged, file).mended())
            .contains(new RepairReport.Mended(file, 0, 0, RepairReport.Proof.DERIVED));
      }
    }
    SimDisk damaged = sound.copy();
    damaged.replace("checkpoint", new byte[40]);
    requireMended(damaged, "the current checkpoint");
  }

  /// Records changed so that each is whole and names the one before: only the trusted checkpoint
  /// shows it (L-27), and executing everything again proves what is put back.
  @Test
  @Requirement({"L-27", "L-28"})
  void aLogWrittenAnewIsNoticedAndPutBack() throws Exception {
    SimDisk rewritten = sound.copy();
    for (String segment : sound.list("log")) {
      rewritten.delete("log/" + segment);
    }
    for (String file : List.of("head.A", "head.B", "FORMAT")) {
      rewritten.delete(file);
    }
    var config = LogConfig.of(tiny.genesis.ledgerId()).withSegmentBytesMax(16 << 10);
    try (var from =
            LedgerLog.openForReading(
                sound, tiny.genesis.ledgerId(), LedgerLog.Reading.BESIDE_A_WRITER);
        var to =
            LedgerLog.open(
                rewritten,
                config,
                failure -> {
                  throw failure;
                })) {
      new BlockLog(from)
          .forEach(
              1,
              from.lastIndex() + 1,
              block -> {
                RecordMark mark = from.mark(block.number() - 1);
                to.appendCopy(
                    BlockLog.body(altered(block)), mark.startsGroup(), mark.startsSegment());
              });
      to.commit(from.head().treeSize(), from.head().root());
    }
    rewritten.replace("FORMAT", sound.contents("FORMAT"));
    assertThat(fsck(rewritten).ok()).isFalse();
    assertThat(requireMended(rewritten, "written anew").mended())
        .anyMatch(item -> item.proof() == RepairReport.Proof.EXECUTION);
  }

  private static Block altered(Block block) {
    if (block.number() != 40) {
      return block;
    }
    var entries = new ArrayList<BlockEntry>();
    for (BlockEntry entry : block.entries()) {
      byte[] leaf = entry.encodedLeaf().toArray();
      leaf[leaf.length - 1] ^= 1;
      entries.add(new BlockEntry(Bytes.wrap(leaf), entry.events()));
    }
    return new Block(block.header(), entries);
  }

  /// Whoever serves wrong data is named, and nothing changes.
  @Test
  @Requirement("L-28")
  void aPeerThatServesWrongDataChangesNothing() throws Exception {
    SimDisk damaged = sound.copy();
    String file = "log/" + sound.list("log").getFirst();
    byte[] bad = sound.contents(file);
    bad[9_000] ^= 1;
    damaged.replace(file, bad);
    for (int height = 1; height <= 40; height++) {
      Block block = Block.decode(peer.get("blocks/" + height, 1 << 20));
      var entries = new ArrayList<BlockEntry>();
      block.entries().forEach(entry -> entries.add(new BlockEntry(entry.encodedLeaf(), List.of())));
      peer.replace("blocks/" + height, new Block(block.header(), entries).encoded());
    }
    requireRefused(damaged, RepairRefused.Reason.PEER_WRONG); // without its events
    for (int height = 1; height <= 40; height++) {
      peer.replace("blocks/" + height, peer.get("blocks/41", 1 << 20));
    }
    requireRefused(damaged, RepairRefused.Reason.PEER_WRONG);
    for (int height = 1; height <= 40; height++) {
      peer.replace("blocks/" + height, Bytes.utf8("no"));
    }
    requireRefused(damaged, RepairRefused.Reason.PEER_WRONG);
    peer.restore();

    Checkpoint head = Checkpoint.parse(publication.checkpoint().orElseThrow().text());
    peer.replace("checkpoint", new LogSigner(head.origin(), TinyRules.key(5)).sign(head).encoded());
    requireRefused(damaged, RepairRefused.Reason.PEER_CHECKPOINT_WRONG);
    var key = new LogSigner(head.origin(), TinyRules.key(99));
    var small = new Checkpoint(head.origin(), 2, head.root());
    peer.replace("checkpoint", key.sign(small).encoded());
    requireRefused(damaged, RepairRefused.Reason.PEER_BEHIND);
    var otherRoot = new Checkpoint(head.origin(), head.size(), tiny.genesis.ledgerId());
    peer.replace("checkpoint", key.sign(otherRoot).encoded());
    requireRefused(damaged, RepairRefused.Reason.PEER_WRONG);
    peer.restore();
    requireMended(damaged, "at last");
  }

  private void requireRefused(SimDisk damaged, RepairRefused.Reason reason) throws Exception {
    TreeMap<String, Bytes> before = files(damaged);
    var refused = catchThrowableOfType(RepairRefused.class, () -> repair(damaged));
    assertThat(refused).isNotNull();
    assertThat(refused.reason()).as("%s", refused.getMessage()).isEqualTo(reason);
    assertThat(files(damaged).equals(before)).isTrue();
    assertThat(damaged.list("repairs")).isEmpty();
  }

  /// The power fails at every operation of a repair in turn: the next one completes it.
  @Test
  void aRepairThatWasCutShortIsCompletedByTheNext() throws Exception {
    SimDisk damaged = sound.copy();
    damaged.delete("log/" + sound.list("log").get(1));
    damaged.delete("head.B");
    damaged.delete("FORMAT");
    byte[] bad = sound.contents("log/" + sound.list("log").getFirst());
    java.util.Arrays.fill(bad, 7_000, 8_000, (byte) 0);
    damaged.replace("log/" + sound.list("log").getFirst(), bad);
    boolean whole = false;
    int operations = 0;
    while (!whole) {
      SimDisk cut = damaged.copy();
      cut.cutPowerAfter(operations);
      try {
        repair(cut);
        whole = true;
      } catch (IOException | PowerCut e) {
        assertThat(e).isNotNull();
      }
      SimDisk after = cut.afterPowerCut(Survival.nothing());
      RepairReport report = repair(after);
      assertThat(report.fsck().faults()).as("after %d operations", operations).isEmpty();
      for (String segment : sound.list("log")) {
        assertThat(after.contents("log/" + segment)).isEqualTo(sound.contents("log/" + segment));
      }
      operations++;
    }
    assertThat(operations).isGreaterThan(8);
  }

  @Test
  void aSoundDirectoryIsLeftAlone() throws Exception {
    SimDisk copy = sound.copy();
    assertThat(repair(copy).mended()).isEmpty();
    assertThat(files(copy).equals(files(sound))).isTrue();
  }
}
