package io.kedge.server.jobs;

import io.kedge.kernel.LedgerTime;
import io.kedge.server.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// The list of jobs, as rows.
@Component
public final class Jobs {
  private static final int PAGE_MAX = 200;

  private final DSLContext db;

  Jobs(Store store) {
    this.db = store.db();
  }

  /// One thing a job sent.
  ///
  /// @param id grows in the order of happening
  /// @param kind of which job
  /// @param subject of which job
  /// @param at ledger time, epoch milliseconds
  /// @param commandType what was sent
  /// @param commandId its id
  /// @param code its result
  /// @param detail for people, beside the code
  /// @param height its block, where it was ordered
  public record Run(
      long id,
      String kind,
      String subject,
      long at,
      String commandType,
      String commandId,
      String code,
      String detail,
      Optional<Long> height) {}

  /// Where a job stands in the list.
  ///
  /// @param nextAt when it is looked at next
  /// @param kind what is done
  /// @param subject to what
  public record Place(long nextAt, String kind, String subject) {}

  /// Enters a job, or moves one that is there: a job that was done is taken up again only where it
  /// is due later than it was.
  static void put(
      DSLContext inside,
      String ledger,
      JobKind kind,
      String subject,
      Optional<String> issue,
      LedgerTime due) {
    inside.execute(
        "insert into kedge.job (ledger, kind, subject, issue, due_at, next_at)"
            + " values (?, ?, ?, ?, ?, ?) on conflict (ledger, kind, subject) do update set"
            + " due_at = excluded.due_at, next_at = excluded.due_at, state = 'WAITING',"
            + " done_at = null, attempts = 0"
            + " where job.due_at <> excluded.due_at"
            + " and (job.state = 'WAITING' or job.due_at < excluded.due_at)",
        ledger,
        kind.name(),
        subject,
        issue.orElse(null),
        due.millis(),
        due.millis());
  }

  /// Ends a job because what it was about has ended.
  static void drop(DSLContext inside, String ledger, JobKind kind, String subject, LedgerTime at) {
    inside.execute(
        "update kedge.job set state = 'DONE', done_at = ?, envelope = null"
            + " where ledger = ? and kind = ? and subject = ? and state = 'WAITING'",
        at.millis(),
        ledger,
        kind.name(),
        subject);
  }

  /// Jobs of a ledger, the next first.
  ///
  /// @param done whether those that are over
  /// @param after only those after this one, where there is one
  /// @param limit 1 to 200
  public List<Job> page(String ledger, boolean done, Optional<Place> after, int limit) {
    return db.fetch(
            "select * from kedge.job where ledger = ? and state = ?"
                + " and (next_at, kind, subject) > (?, ?, ?)"
                + " order by next_at, kind, subject limit ?",
            ledger,
            done ? "DONE" : "WAITING",
            after.map(Place::nextAt).orElse(Long.MIN_VALUE),
            after.map(Place::kind).orElse(""),
            after.map(Place::subject).orElse(""),
            Math.clamp(limit, 1, PAGE_MAX))
        .map(Job::of);
  }

  /// A job.
  public Optional<Job> find(String ledger, JobKind kind, String subject) {
    return db.fetchOptional(
            "select * from kedge.job where ledger = ? and kind = ? and subject = ?",
            ledger,
            kind.name(),
            subject)
        .map(Job::of);
  }

  /// What jobs sent, newest first.
  ///
  /// @param before only ids below
  /// @param limit 1 to 200
  public List<Run> runs(String ledger, long before, int limit) {
    return db.fetch(
            "select * from kedge.job_run where ledger = ? and id < ? order by id desc limit ?",
            ledger,
            before,
            Math.clamp(limit, 1, PAGE_MAX))
        .map(Jobs::run);
  }

  private static Run run(Record row) {
    return new Run(
        number(row, "id"),
        text(row, "kind"),
        text(row, "subject"),
        number(row, "at"),
        text(row, "command_type"),
        text(row, "command_id"),
        text(row, "code"),
        text(row, "detail"),
        Optional.ofNullable(row.get("height", Long.class)));
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  /// Has a job looked at now.
  ///
  /// @return false where there is no such job waiting
  public boolean hurry(String ledger, JobKind kind, String subject) {
    return db.execute(
            "update kedge.job set next_at = 0 where ledger = ? and kind = ? and subject = ?"
                + " and state = 'WAITING'",
            ledger,
            kind.name(),
            subject)
        == 1;
  }
}
