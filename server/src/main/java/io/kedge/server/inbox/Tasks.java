package io.kedge.server.inbox;

import io.kedge.party.Role;
import io.kedge.server.access.Caller;
import io.kedge.server.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/// What waits for a caller, the most urgent first.
@Component
public final class Tasks {
  private static final int TASKS_MAX = 500;

  /// Statements, gifts, goods and money from the list; redemption deadlines from the jobs, for who
  /// holds units; approvals from the commands that wait. A statement that the party signed in
  /// another slot waits for others.
  private static final String ALL =
      "select kind, subject, about, role, from_at, due_at from kedge.task t"
          + " where ledger = ? and from_at <= ? and (party = ? or (party = '' and role = any(?)))"
          + " union all"
          + " select 'REDEEM', j.subject, coalesce(j.issue, ''), '', o.due_at, j.due_at"
          + " from kedge.job j join kedge.job o on o.ledger = j.ledger"
          + " and o.kind = 'REDEMPTION_OPENING' and o.subject = j.subject and o.state = 'DONE'"
          + " where j.ledger = ? and j.kind = 'REDEMPTION_CLOSING' and j.state = 'WAITING'"
          + " and exists (select 1 from kedge.work_note n where n.ledger = j.ledger"
          + " and n.instrument = j.issue and n.owner = ?)"
          + " union all"
          + " select 'APPROVE', a.id, a.type, '', a.created_at, a.expires_at"
          + " from kedge.approval a where a.ledger = ? and a.party = ? and a.state = 'OPEN'"
          + " and not exists (select 1 from kedge.approval_signature s"
          + " where s.approval = a.id and s.account = ?)"
          + " order by due_at nulls last, from_at, kind, subject limit ?";

  private final DSLContext db;

  Tasks(Store store) {
    this.db = store.db();
  }

  /// One thing that waits.
  ///
  /// @param kind what is to be done
  /// @param subject to what, an id
  /// @param about what it is about
  /// @param role as what, where it matters
  /// @param from since when, epoch milliseconds
  /// @param due until when, epoch milliseconds
  public record Task(
      TaskKind kind,
      String subject,
      String about,
      Optional<Role> role,
      long from,
      Optional<Long> due) {}

  /// What waits for a caller now, at most 500.
  ///
  /// @param now ledger time, epoch milliseconds
  public List<Task> of(Caller caller, long now) {
    String party = caller.party().value();
    String[] roles = caller.roles().stream().map(Role::name).toArray(String[]::new);
    return db.fetch(
            ALL,
            caller.ledger(),
            now,
            party,
            roles,
            caller.ledger(),
            party,
            caller.ledger(),
            party,
            caller.account(),
            TASKS_MAX)
        .map(Tasks::task);
  }

  private static Task task(Record row) {
    String role = Objects.requireNonNull(row.get("role", String.class));
    return new Task(
        TaskKind.valueOf(Objects.requireNonNull(row.get("kind", String.class))),
        Objects.requireNonNull(row.get("subject", String.class)),
        Objects.requireNonNull(row.get("about", String.class)),
        role.isEmpty() ? Optional.empty() : Optional.of(Role.valueOf(role)),
        Objects.requireNonNull(row.get("from_at", Long.class)),
        Optional.ofNullable(row.get("due_at", Long.class)));
  }
}
