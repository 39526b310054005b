package io.kedge.ledger.log;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.SimDisk;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the tests of the log share.
final class Logs {
  static final Charset UTF_8 = StandardCharsets.UTF_8;

  static final Digest LEDGER = Digest.of(Bytes.utf8("a ledger"));

  /// Small segments, so that a short script fills several.
  static final LogConfig CONFIG =
      LogConfig.of(LEDGER).withKeyIds(List.of("log-1")).withSegmentBytesMax(8192);

  private Logs() {}

  /// A handler for tests that expect no storage failure.
  static final FatalStorage NONE =
      failure -> {
        throw new AssertionError("the log gave up", failure);
      };

  static LedgerLog open(Disk disk) throws IOException {
    return LedgerLog.open(disk, CONFIG, NONE);
  }

  /// A body that tells its number and has a length of its own, 20 to 700 bytes.
  static RecordBody body(long number) {
    var text = new StringBuilder("record " + number + " ");
    while (text.length() < 20 + number * 37 % 680) {
      text.append((char) ('a' + number % 26));
    }
    return new RecordBody((int) (number % 7), Bytes.utf8(text.toString()));
  }

  /// The root that goes with a number of leaves; the log does not look inside.
  static Digest root(long treeSize) {
    return Digest.of(Bytes.utf8("root " + treeSize));
  }

  static Head commit(LedgerLog log, long records) throws AppendRefused {
    return log.commit(2 * records, root(2 * records));
  }

  /// A disk with a closed log of so many records, each committed alone.
  static SimDisk diskWith(int records) throws IOException {
    var disk = new SimDisk();
    try (var log = open(disk)) {
      for (int number = 0; number < records; number++) {
        log.append(List.of(body(number)));
        commit(log, number + 1L);
      }
    }
    return disk;
  }

  /// Everything the log has, checked on the way.
  static List<RecordBody> bodies(LedgerLog log) throws IOException {
    var bodies = new ArrayList<RecordBody>();
    var cursor = log.readFrom(0);
    while (cursor.hasNext()) {
      var record = cursor.next();
      bodies.add(new RecordBody(record.type(), record.body()));
    }
    return bodies;
  }

  static List<RecordBody> expected(int records) {
    var bodies = new ArrayList<RecordBody>();
    for (int number = 0; number < records; number++) {
      bodies.add(body(number));
    }
    return bodies;
  }
}
