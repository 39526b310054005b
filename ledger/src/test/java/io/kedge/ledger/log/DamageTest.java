package io.kedge.ledger.log;

import static io.kedge.ledger.log.Logs.LEDGER;
import static io.kedge.ledger.log.Logs.NONE;
import static io.kedge.ledger.log.Logs.bodies;
import static io.kedge.ledger.log.Logs.body;
import static io.kedge.ledger.log.Logs.commit;
import static io.kedge.ledger.log.Logs.diskWith;
import static io.kedge.ledger.log.Logs.expected;
import static io.kedge.ledger.log.Logs.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.log.LedgerLog.Reading;
import io.kedge.ledger.log.LogFault.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that are missing, of another time, or in another one's place: a good log and one thing
/// wrong with it.
class DamageTest {
  private static final String SEGMENT = "log/00000000.seg";
  private static final int RECORDS = 45;

  @FunctionalInterface
  interface Damage {
    void to(SimDisk disk) throws IOException;
  }

  private static Arguments damage(String what, Damage damage, Kind expected) {
    return Arguments.of(what, damage, expected);
  }

  static List<Arguments> oneThingWrong() {
    return List.of(
        damage("no FORMAT", disk -> disk.delete("FORMAT"), Kind.FORMAT_MISSING),
        damage("an empty FORMAT", disk -> disk.replace("FORMAT", new byte[0]), Kind.FORMAT_DAMAGED),
        damage(
            "a later layout",
            disk -> disk.replace("FORMAT", new FormatFile(2, LEDGER, List.of()).encoded()),
            Kind.FORMAT_UNSUPPORTED),
        damage("no heads", DamageTest::removeHeads, Kind.HEADS_BOTH_BAD),
        damage(
            "empty heads",
            disk -> {
              disk.replace("head.A", new byte[0]);
              disk.replace("head.B", new byte[0]);
            },
            Kind.HEADS_BOTH_BAD),
        damage(
            "one head from long ago",
            disk -> disk.replace("head.A", Head.ofNothing(LEDGER).encoded()),
            Kind.HEADS_DISAGREE),
        damage("no first segment", disk -> disk.delete(SEGMENT), Kind.SEGMENT_MISSING),
        damage("no last segment", disk -> disk.delete(lastSegment(disk)), Kind.SEGMENT_MISSING),
        damage(
            "a segment in another's place",
            disk -> disk.replace("log/00000001.seg", disk.contents(SEGMENT)),
            Kind.SEGMENT_MISPLACED),
        damage(
            "an empty segment",
            disk -> disk.replace("log/00000001.seg", new byte[0]),
            Kind.SEGMENT_HEADER_DAMAGED),
        damage(
            "the last segment without its last byte",
            disk -> disk.replace(lastSegment(disk), without(1, disk.contents(lastSegment(disk)))),
            Kind.RECORD_HEADER_DAMAGED),
        damage(
            "the last segment without its records",
            disk -> {
              var bytes = disk.contents(lastSegment(disk));
              disk.replace(lastSegment(disk), Arrays.copyOf(bytes, SegmentHeader.BYTES));
            },
            Kind.RECORD_HEADER_DAMAGED),
        damage(
            "an earlier segment without its last byte",
            disk -> disk.replace(SEGMENT, without(1, disk.contents(SEGMENT))),
            Kind.RECORD_HEADER_DAMAGED),
        damage(
            "zeros where a record was",
            disk -> overwrite(disk, SEGMENT, SegmentHeader.BYTES, new byte[60]),
            Kind.RECORD_HEADER_DAMAGED),
        damage(
            "another ledger's directory",
            disk -> {
              var other = LogConfig.of(io.kedge.kernel.Digest.of(Bytes.utf8("other")));
              var there = new SimDisk();
              LedgerLog.open(there, other, NONE).close();
              disk.replace("FORMAT", there.contents("FORMAT"));
            },
            Kind.WRONG_LEDGER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void oneThingWrong(String what, Damage damage, Kind expected) throws Exception {
    var disk = diskWith(RECORDS);
    try (var log = open(disk)) {
      assertThat(bodies(log)).isEqualTo(expected(RECORDS));
    }
    damage.to(disk);
    var before = disk.copy();
    assertFault(expected, () -> open(disk));
    assertFault(expected, () -> LedgerLog.openForReading(disk, LEDGER, Reading.ALONE));
    for (var name : before.files()) {
      assertThat(disk.contents(name)).as(name).isEqualTo(before.contents(name));
    }
  }

  private static void assertFault(
      Kind expected, org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .hasMessageContaining("Repair: " + expected.repair())
        .isInstanceOfSatisfying(
            LogFault.class, fault -> assertThat(fault.kind()).isEqualTo(expected));
  }

  private static void removeHeads(SimDisk disk) throws IOException {
    disk.delete("head.A");
    disk.delete("head.B");
  }

  private static String lastSegment(SimDisk disk) {
    return disk.files().getLast();
  }

  private static byte[] without(int bytes, byte[] of) {
    return Arrays.copyOf(of, of.length - bytes);
  }

  private static void overwrite(SimDisk disk, String name, int at, byte[] bytes)
      throws IOException {
    var contents = disk.contents(name);
    System.arraycopy(bytes, 0, contents, at, bytes.length);
    disk.replace(name, contents);
  }

  @Test
  void aRecordInAnothersPlaceIsNotTakenForIt() throws Exception {
    var disk = new SimDisk();
    var same = body(1);
    try (var log = open(disk)) {
      for (int i = 0; i < 4; i++) {
        log.append(List.of(same));
        commit(log, i + 1L);
      }
      var bytes = disk.contents(SEGMENT);
      int length = RecordFrame.OVERHEAD + same.bytes().size();
      int from = SegmentHeader.BYTES + length;
      overwrite(disk, SEGMENT, from + length, Arrays.copyOfRange(bytes, from, from + length));
      assertThatThrownBy(() -> log.read(2))
          .isInstanceOfSatisfying(
              LogFault.class,
              fault -> {
                assertThat(fault.kind()).isEqualTo(Kind.RECORD_MISDIRECTED);
                assertThat(fault.from()).isEqualTo(from + length);
                assertThat(fault.to()).isEqualTo(from + 2 * length);
              });
    }
    assertFault(Kind.RECORD_MISDIRECTED, () -> open(disk));
  }

  /// Somebody changes a record and makes its checksum fit again.
  @Test
  void aForgedRecordBreaksTheChain() throws Exception {
    var disk = diskWith(3);
    forge(disk, SegmentHeader.BYTES);
    assertFault(Kind.RECORD_CHAIN_BROKEN, () -> open(disk));

    var last = diskWith(1);
    forge(last, SegmentHeader.BYTES);
    assertFault(Kind.HEAD_NOT_IN_LOG, () -> open(last));
  }

  private static void forge(SimDisk disk, int at) throws IOException {
    var contents = ByteBuffer.wrap(disk.contents(SEGMENT));
    int length = contents.getInt(at + 4);
    contents.put(at + RecordFrame.HEADER, (byte) 'X');
    var crc = new CRC32C();
    crc.update(contents.array(), at, length - RecordFrame.TRAILER);
    contents.putInt(at + length - RecordFrame.TRAILER, (int) crc.getValue());
    disk.replace(SEGMENT, contents.array());
  }

  @Test
  void aForgedRecordIsNotRead() throws Exception {
    var disk = diskWith(3);
    try (var log = open(disk)) {
      forge(disk, SegmentHeader.BYTES);
      assertThatThrownBy(() -> log.read(0))
          .isInstanceOfSatisfying(
              LogFault.class,
              fault -> assertThat(fault.kind()).isEqualTo(Kind.RECORD_CHAIN_BROKEN));
      assertThat(log.read(1).body()).isEqualTo(body(1).bytes());
    }
  }

  @Test
  void oneLostHeadIsReplacedByTheOther() throws Exception {
    for (var lost : List.of("head.A", "head.B")) {
      for (boolean missing : new boolean[] {true, false}) {
        var disk = diskWith(7);
        if (missing) {
          disk.delete(lost);
        } else {
          disk.replace(lost, new byte[3]);
        }
        try (var log = open(disk)) {
          assertThat(log.report().headLost()).contains(lost);
          assertThat(log.report().notes()).first().asString().contains(lost);
          assertThat(bodies(log)).isEqualTo(expected(7));
          if (log.report().recordsAboveHead() == 0) {
            assertThat(HeadFiles.open(disk, LEDGER).lost()).isEmpty();
          }
          commit(log, 7);
          log.append(List.of(body(7)));
          commit(log, 8);
        }
        try (var log = open(disk)) {
          assertThat(log.report().clean()).isTrue();
          assertThat(bodies(log)).isEqualTo(expected(8));
        }
      }
    }
  }

  /// With the last head lost nobody knows whether the last record was acknowledged.
  @Test
  void aLostHeadAndABadTailAreNotCut() throws Exception {
    var disk = diskWith(7);
    disk.delete(Head.fileName(lastSeq(disk)));
    disk.replace(SEGMENT, without(1, disk.contents(SEGMENT)));
    assertFault(Kind.RECORD_HEADER_DAMAGED, () -> open(disk));
  }

  private static long lastSeq(SimDisk disk) throws IOException {
    try (var log = LedgerLog.openForReading(disk, LEDGER, Reading.ALONE)) {
      return log.head().seq();
    }
  }

  @Test
  void oldHeadsAreNoticedAndTheRecordsKept() throws Exception {
    var old = diskWith(5);
    var disk = diskWith(8);
    disk.replace("head.A", old.contents("head.A"));
    disk.replace("head.B", old.contents("head.B"));
    var torn = disk.copy();
    try (var log = open(disk)) {
      assertThat(log.report().headOld()).isTrue();
      assertThat(log.report().recordsAboveHead()).isEqualTo(3);
      assertThat(log.report().notes()).first().asString().contains("lost a write");
      assertThat(bodies(log)).isEqualTo(expected(8));
    }
    // Were the last record torn, it might still have been acknowledged.
    torn.replace(SEGMENT, without(1, torn.contents(SEGMENT)));
    assertFault(Kind.RECORD_HEADER_DAMAGED, () -> open(torn));
  }

  @Test
  void aBadRecordAboveTheHeadIsCutUnlessALaterGroupFollows() throws Exception {
    var old = diskWith(5);
    var later = diskWith(7);
    var single = diskWith(6);
    for (var disk : List.of(later, single)) {
      disk.replace("head.A", old.contents("head.A"));
      disk.replace("head.B", old.contents("head.B"));
      overwrite(disk, SEGMENT, old.contents(SEGMENT).length + RecordFrame.HEADER, new byte[9]);
    }
    assertFault(Kind.RECORD_BODY_DAMAGED, () -> open(later));
    try (var log = open(single)) {
      assertThat(bodies(log)).isEqualTo(expected(5));
      assertThat(log.report().tornAt()).contains(new Position(0, old.contents(SEGMENT).length));
      assertThat(log.report().notes()).first().asString().contains("unfinished write");
    }
    assertThat(single.contents(SEGMENT)).isEqualTo(old.contents(SEGMENT));
  }

  @Test
  void readingLeavesATornTailWhereItIs() throws Exception {
    var disk = diskWith(5);
    try (var log = open(disk)) {
      log.append(List.of(body(5)));
    }
    disk.replace(SEGMENT, without(3, disk.contents(SEGMENT)));
    var before = disk.contents(SEGMENT);
    for (var reading : Reading.values()) {
      try (var log = LedgerLog.openForReading(disk, LEDGER, reading)) {
        assertThat(bodies(log)).isEqualTo(expected(5));
        assertThat(log.report().tornAt().isPresent()).isEqualTo(reading == Reading.ALONE);
      }
    }
    assertThat(disk.contents(SEGMENT)).isEqualTo(before);
  }

  @Test
  void aDirectoryWithRecordsNeverBecomesANewLedger() throws Exception {
    for (var kept : List.of("head.A", "head.B", SEGMENT)) {
      var disk = diskWith(3);
      for (var name : disk.files()) {
        if (!name.equals(kept)) {
          disk.delete(name);
        }
      }
      assertFault(Kind.FORMAT_MISSING, () -> open(disk));
    }
  }
}
