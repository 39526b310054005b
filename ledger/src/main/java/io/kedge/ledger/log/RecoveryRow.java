package io.kedge.ledger.log;

import io.kedge.ledger.log.LogFault.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The recovery table: for each of the 64 combinations of evidence exactly one row says what to
/// do. A pattern has one character per input of [Evidence]: yes, no, or either.
enum RecoveryRow {
  ACKNOWLEDGED("1111*1", null, "a good record, acknowledged"),
  COMPLETE("1111*0", null, "a good record that may not have been acknowledged: kept"),

  HEADER_DAMAGED("0****1", Kind.RECORD_HEADER_DAMAGED, "an acknowledged record cannot be found"),
  BODY_DAMAGED("10***1", Kind.RECORD_BODY_DAMAGED, "an acknowledged record was damaged"),
  MISDIRECTED("110**1", Kind.RECORD_MISDIRECTED, "another record in an acknowledged one's place"),
  CHAIN_BROKEN(
      "1110*1",
      Kind.RECORD_CHAIN_BROKEN,
      "an acknowledged record or the one before it was changed"),

  HEADER_DAMAGED_EARLIER(
      "0***10", Kind.RECORD_HEADER_DAMAGED, "what follows proves that a record was durable here"),
  BODY_DAMAGED_EARLIER(
      "10**10", Kind.RECORD_BODY_DAMAGED, "what follows proves that this record was durable"),
  MISDIRECTED_EARLIER(
      "110*10",
      Kind.RECORD_MISDIRECTED,
      "what follows proves that another record was durable here"),
  CHAIN_BROKEN_EARLIER(
      "111010", Kind.RECORD_CHAIN_BROKEN, "what follows proves that this place was durable"),

  TORN_HEADER("0***00", null, "a write that never finished: cut"),
  TORN_BODY("10**00", null, "a write that never finished: cut"),
  STALE("110*00", null, "bytes of an older file under a write that never finished: cut"),
  STALE_CHAIN("111000", null, "a record of a tail that was cut before: cut");

  /// What recovery does.
  enum Verdict {
    KEEP,
    CUT,
    STOP
  }

  private final String pattern;
  private final @Nullable Kind fault;
  private final String meaning;

  RecoveryRow(String pattern, @Nullable Kind fault, String meaning) {
    this.pattern = pattern;
    this.fault = fault;
    this.meaning = meaning;
  }

  /// The row for a combination.
  ///
  /// @throws IllegalStateException if not exactly one row matches, which a test excludes
  static RecoveryRow of(Evidence evidence) {
    var rows = matching(evidence);
    if (rows.size() != 1) {
      throw new IllegalStateException(evidence + " is decided by " + rows);
    }
    return rows.getFirst();
  }

  static List<RecoveryRow> matching(Evidence evidence) {
    var digits = evidence.digits();
    return Arrays.stream(values()).filter(row -> row.matches(digits)).toList();
  }

  private boolean matches(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (pattern.charAt(i) != '*' && pattern.charAt(i) != digits.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  Verdict verdict() {
    if (fault != null) {
      return Verdict.STOP;
    }
    return pattern.startsWith("1111") ? Verdict.KEEP : Verdict.CUT;
  }

  /// The fault a row that stops reports.
  Optional<Kind> fault() {
    return Optional.ofNullable(fault);
  }

  String meaning() {
    return meaning;
  }

  /// The table as docs/reference/storage.md shows it.
  static String markdown() {
    var head =
        """
        | row | record header | checksum | index | previous hash | later group follows | at or below the head | recovery | because |
        |---|---|---|---|---|---|---|---|---|
        """;
    return Arrays.stream(values())
        .map(RecoveryRow::markdownRow)
        .collect(Collectors.joining("\n", head, "\n"));
  }

  private String markdownRow() {
    var inputs =
        pattern
            .chars()
            .mapToObj(c -> c == '1' ? "yes" : c == '0' ? "no" : "–")
            .collect(Collectors.joining(" | "));
    var action = fault == null ? verdict().name() : verdict() + ", " + fault;
    return "| " + name() + " | " + inputs + " | " + action + " | " + meaning + " |";
  }
}
