package io.kedge.bench.sim;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a simulation lets go wrong, and what must come of it (semantics/ledger.md §4B.2).
public enum SimFault {
  POWER_CUT(Kind.POWER, "reopens; what was acknowledged is there; what was not, wholly or not"),
  TORN_WRITE(Kind.POWER, "the tail is cut where the last write ended, at any byte"),
  DROPPED_WRITES(Kind.POWER, "any subset of what was not forced may be missing"),
  ZEROS_INSTEAD(Kind.POWER, "a file made longer without its bytes ends in a torn tail"),
  FAULT_POINT(Kind.POWER, "as a power cut, at every named place of the program"),
  CRASH_IN_RECOVERY(Kind.POWER, "recovery, however often it is cut short, ends the same"),
  FORCE_FAILS(Kind.DISK, "the node stops; nothing is acknowledged after; the next start decides"),
  WRITE_FAILS(Kind.DISK, "the node stops; nothing is acknowledged after; the next start decides"),
  DISK_FULL(Kind.DISK, "commands are refused by name, reading works, all goes on with space"),
  SHORT_WRITE(Kind.DISK, "a write that stored only a part is taken back and written again"),
  NO_SPACE_FOR_NAME(Kind.DISK, "a file that cannot be made now is made when there is space"),
  OPENED_TWICE(Kind.OTHER, "the second opening is refused by name"),
  CLOCK_JUMP(Kind.OTHER, "ledger time never goes back; order and results do not depend on it"),
  SNAPSHOT(Kind.OTHER, "a snapshot made in between is used or named, never believed"),
  BIT_FLIP(Kind.DAMAGE, "fsck names it; a start refuses by name, or everything is right"),
  MISDIRECTED_WRITE(Kind.DAMAGE, "fsck names it; a start refuses by name, or everything is right"),
  MISDIRECTED_READ(Kind.DAMAGE, "a start refuses by name, or everything is right"),
  LOST_FILE(Kind.DAMAGE, "an older version of one file: named, or everything is right"),
  LOST_SECTOR(Kind.DAMAGE, "an older version of one sector: named, or everything is right"),
  FILE_MISSING(Kind.DAMAGE, "named with its repair, or everything is right"),
  TWO_HEADS(Kind.DAMAGE, "both head files the same, or swapped: named, or everything is right"),
  ROLLED_BACK(Kind.DAMAGE, "a known checkpoint refuses the start; receipts show it"),
  FOREIGN_SNAPSHOT(Kind.DAMAGE, "another ledger's snapshot is named and not used");

  /// When it happens.
  public enum Kind {
    /// While the node runs; it is opened again on what the disk kept.
    POWER,
    /// While the node runs, told to it as an error.
    DISK,
    /// While the node runs, not an error.
    OTHER,
    /// Behind the ledger's back while it is closed, to a copy.
    DAMAGE
  }

  private final Kind kind;
  private final String outcome;

  SimFault(Kind kind, String outcome) {
    this.kind = kind;
    this.outcome = outcome;
  }

  /// When it happens.
  public Kind kind() {
    return kind;
  }

  /// What must come of it.
  public String outcome() {
    return outcome;
  }

  /// All of them.
  public static Set<SimFault> all() {
    return EnumSet.allOf(SimFault.class);
  }

  static List<SimFault> of(Set<SimFault> from, Kind... kinds) {
    return from.stream().sorted().filter(f -> Arrays.asList(kinds).contains(f.kind)).toList();
  }

  /// The table for the documentation.
  public static String markdown() {
    return Arrays.stream(values())
        .map(fault -> "| " + fault + " | " + fault.kind + " | " + fault.outcome + " |")
        .collect(
            Collectors.joining(
                "\n", "| fault | when | what must come of it |\n|---|---|---|\n", "\n"));
  }
}
