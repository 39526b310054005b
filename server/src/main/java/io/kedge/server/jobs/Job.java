package io.kedge.server.jobs;

import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/// Something that is to be done at a time, or was. Times are epoch milliseconds of the ledger.
///
/// @param ledger name of the ledger
/// @param kind what is to be done
/// @param subject to what: an id, for warnings followed by `#` and how long ahead
/// @param issue the digital asset it concerns, where there is one
/// @param dueAt when it is due by the clock of its subject, as far as is known
/// @param nextAt when it is looked at next
/// @param done true where there is nothing left to do
/// @param attempts how often in a row it was refused
/// @param envelope a signed command whose result is not known yet
/// @param commandType type of its last command, or of the one that was refused
/// @param commandId id of its last command
/// @param code its last result: `accepted`, or why it could not be done
/// @param detail for people, beside the code
/// @param toldAt when that result was
/// @param doneAt when it came to its end
public record Job(
    String ledger,
    JobKind kind,
    String subject,
    Optional<String> issue,
    long dueAt,
    long nextAt,
    boolean done,
    int attempts,
    Optional<String> envelope,
    Optional<String> commandType,
    Optional<String> commandId,
    Optional<String> code,
    Optional<String> detail,
    Optional<Long> toldAt,
    Optional<Long> doneAt) {

  static Job of(Record row) {
    return new Job(
        text(row, "ledger"),
        JobKind.valueOf(text(row, "kind")),
        text(row, "subject"),
        maybe(row, "issue"),
        number(row, "due_at"),
        number(row, "next_at"),
        text(row, "state").equals("DONE"),
        (int) number(row, "attempts"),
        maybe(row, "envelope"),
        maybe(row, "command_type"),
        maybe(row, "command_id"),
        maybe(row, "code"),
        maybe(row, "detail"),
        Optional.ofNullable(row.get("told_at", Long.class)),
        Optional.ofNullable(row.get("done_at", Long.class)));
  }

  /// The subject's id, without what follows `#`.
  public String subjectId() {
    int mark = subject.indexOf('#');
    return mark < 0 ? subject : subject.substring(0, mark);
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  private static Optional<String> maybe(Record row, String column) {
    return Optional.ofNullable(row.get(column, String.class));
  }
}
