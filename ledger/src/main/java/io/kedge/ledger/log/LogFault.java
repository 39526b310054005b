package io.kedge.ledger.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Something on the disk is not as the log left it, and no record of it may be trusted or dropped
/// without asking. Says which bytes of which file, and what to do.
public final class LogFault extends IOException {
  private static final long serialVersionUID = 1L;

  private static final String FROM_ELSEWHERE =
      "copy the file from a backup or a follower of this ledger, then check it with fsck and"
          + " against the last checkpoint you trust";

  /// What is wrong, and its repair.
  public enum Kind {
    /// There are records, but no `FORMAT`.
    FORMAT_MISSING("put FORMAT back from a backup or a follower; do not start a new ledger here"),
    /// `FORMAT` is not as it was written.
    FORMAT_DAMAGED("put FORMAT back from a backup or a follower"),
    /// A layout this program does not know.
    FORMAT_UNSUPPORTED("use the version of Kedge that wrote the ledger, or a newer one"),
    /// The directory belongs to another ledger.
    WRONG_LEDGER("open the directory with its own genesis, or take the right directory"),
    /// Neither `head.A` nor `head.B` can be read, so that nobody knows what was acknowledged.
    HEADS_BOTH_BAD(
        "put head.A and head.B back from a backup taken together with these segments, or copy the"
            + " whole ledger from a follower; if it never had a record, remove the directory"),
    /// Both heads are whole but do not belong together.
    HEADS_DISAGREE(
        "one head file is of another time: put both back from one backup, or copy the whole ledger"
            + " from a follower"),
    /// The records do not lead to what a head says.
    HEAD_NOT_IN_LOG(
        "the segments and the heads are of different times or were changed: restore both from one"
            + " backup, or copy the whole ledger from a follower"),
    /// A segment's file is not there.
    SEGMENT_MISSING(FROM_ELSEWHERE),
    /// The first 4 KiB of a segment are not as they were written.
    SEGMENT_HEADER_DAMAGED(FROM_ELSEWHERE),
    /// A whole segment in another one's place.
    SEGMENT_MISPLACED(FROM_ELSEWHERE),
    /// No record where one must be.
    RECORD_HEADER_DAMAGED(FROM_ELSEWHERE),
    /// A record whose checksum does not fit.
    RECORD_BODY_DAMAGED(FROM_ELSEWHERE),
    /// A whole record in another one's place.
    RECORD_MISDIRECTED(FROM_ELSEWHERE),
    /// A record that does not name the one before it, or is not the one the next names.
    RECORD_CHAIN_BROKEN(FROM_ELSEWHERE),
    /// A record that was pruned, or lies before the beginning of a log that was begun from a
    /// snapshot. No damage: its hashes are here, its content is not.
    PRUNED("ask a follower, a backup or an archive that still has these blocks");

    private final String repair;

    Kind(String repair) {
      this.repair = repair;
    }

    /// What an operator does about it.
    public String repair() {
      return repair;
    }

    /// The faults and repairs as docs/reference/storage.md shows them.
    static String markdown() {
      return Arrays.stream(values())
          .map(kind -> "| " + kind + " | " + kind.repair + " |")
          .collect(Collectors.joining("\n", "| fault | repair |\n|---|---|\n", "\n"));
    }
  }

  private final Kind kind;
  private final String file;
  private final long from;
  private final long to;

  /// A fault in the bytes `from` (included) to `to` (excluded) of a file.
  LogFault(Kind kind, String file, long from, long to, String detail) {
    super(
        file
            + " bytes "
            + from
            + " to "
            + to
            + ": "
            + detail
            + " ("
            + kind
            + "). Repair: "
            + kind.repair);
    this.kind = kind;
    this.file = file;
    this.from = from;
    this.to = to;
  }

  /// What is wrong.
  public Kind kind() {
    return kind;
  }

  /// The file, relative to the ledger's directory.
  public String file() {
    return file;
  }

  /// The first byte concerned.
  public long from() {
    return from;
  }

  /// The byte after the last one concerned.
  public long to() {
    return to;
  }
}
