package io.kedge.server.jobs;

import io.kedge.contract.CommandHeader;
import io.kedge.contract.CommandType;
import io.kedge.contract.Envelope;
import io.kedge.contract.Outcome;
import io.kedge.contract.RefusedException;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.MalformedException;
import io.kedge.kernel.Wire;
import io.kedge.ledger.node.NodeRefusal;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Does what is due, once.
///
/// A command is signed and kept before it is sent; whatever ends the process in between, the next
/// run sends the same bytes and is told the same result. Where even the row is lost, the nonce is
/// derived from what the command does and how far the matter is, so that within an hour it is made
/// the same again; and later the contract refuses what was done.
@Component
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int AT_ONCE = 50;
  private static final long LEASE_MILLIS = 60_000;
  private static final long HOUR = 3_600_000;
  private static final long ANSWER_SECONDS = 30;
  private static final long RETRY_MIN_MILLIS = 10_000;
  private static final long RETRY_MAX_MILLIS = HOUR;
  private static final int NONCE_LENGTH = 32;

  private final DSLContext db;
  private final JobSteps steps;
  private final ServiceKeys keys;
  private final DayCloser closer;
  private final ObjectProvider<WorkListener> listeners;

  JobRunner(
      Store store,
      Leftovers leftovers,
      ServiceKeys keys,
      DayCloser closer,
      ObjectProvider<WorkListener> listeners) {
    this.db = store.db();
    this.steps = new JobSteps(leftovers);
    this.keys = keys;
    this.closer = closer;
    this.listeners = listeners;
  }

  /// Looks at every job of a ledger that is due now, the longest due first.
  ///
  /// @return how many were looked at
  public int runDue(HostedLedger ledger) {
    List<Job> due =
        db.fetch(
                "select * from kedge.job where ledger = ? and state = 'WAITING' and next_at <= ?"
                    + " order by next_at, kind, subject limit ?",
                ledger.name(),
                ledger.now().millis(),
                AT_ONCE)
            .map(Job::of);
    int looked = 0;
    for (Job job : due) {
      if (claim(job, ledger.now())) {
        looked++;
        runSafely(ledger, job);
      }
    }
    return looked;
  }

  /// Takes a job for this process; it comes back by itself if the process ends.
  private boolean claim(Job job, LedgerTime now) {
    return db.execute(
            "update kedge.job set next_at = ? where ledger = ? and kind = ? and subject = ?"
                + " and state = 'WAITING' and next_at = ?",
            now.millis() + LEASE_MILLIS,
            job.ledger(),
            job.kind().name(),
            job.subject(),
            job.nextAt())
        == 1;
  }

  private void runSafely(HostedLedger ledger, Job job) {
    try {
      run(ledger, job);
    } catch (RuntimeException e) {
      LOG.error("job {} of {} failed", job.kind(), job.subject(), e);
      LedgerTime now = ledger.now();
      tell(
          db,
          job,
          JobProblem.FAILED.code(),
          String.valueOf(e.getMessage()),
          now,
          retryAt(job, now));
    }
  }

  private void run(HostedLedger ledger, Job job) {
    if (job.envelope().isPresent()) {
      submit(ledger, job, job.commandType().orElse(""), job.envelope().get());
      return;
    }
    LedgerTime now = ledger.now();
    if (job.kind() == JobKind.DAY_CLOSE) {
      waits(job, "", now, now.plusMillis(RETRY_MIN_MILLIS));
      closer.closeIdle(ledger);
      return;
    }
    Optional<JobSigner> signer = keys.of(ledger);
    switch (steps.next(ledger, job, signer.map(JobSigner::party))) {
      case Step.Done() -> done(ledger, job, now);
      case Step.Wait(var until, var code) -> waits(job, code, now, until);
      case Step.Try(var candidates) -> {
        if (signer.isEmpty()) {
          tell(db, job, JobProblem.SIGNER_MISSING.code(), "", now, now.plusMillis(LEASE_MILLIS));
        } else {
          attempt(ledger, job, candidates, signer.get());
        }
      }
    }
  }

  private void done(HostedLedger ledger, Job job, LedgerTime now) {
    db.transaction(
        inside -> {
          int ended =
              inside
                  .dsl()
                  .execute(
                      "update kedge.job set state = 'DONE', done_at = ?, told_at = ?"
                          + " where ledger = ? and kind = ? and subject = ?"
                          + " and state = 'WAITING' and due_at = ?",
                      now.millis(),
                      now.millis(),
                      job.ledger(),
                      job.kind().name(),
                      job.subject(),
                      job.dueAt());
          if (ended == 1) {
            listeners.forEach(listener -> listener.done(inside.dsl(), ledger, job));
          }
        });
  }

  private void waits(Job job, String code, LedgerTime now, LedgerTime until) {
    if (code.isEmpty()) {
      db.execute(
          "update kedge.job set next_at = ? where ledger = ? and kind = ? and subject = ?"
              + " and state = 'WAITING'",
          until.millis(),
          job.ledger(),
          job.kind().name(),
          job.subject());
    } else {
      tell(db, job, code, "", now, until);
    }
  }

  private void attempt(
      HostedLedger ledger, Job job, List<Step.Candidate> candidates, JobSigner signer) {
    LedgerTime now = ledger.now();
    Optional<Outcome> told = Optional.empty();
    for (Step.Candidate candidate : candidates) {
      Outcome outcome;
      Bytes payload;
      try {
        payload = payload(ledger, job, candidate, signer, now);
        outcome = ledger.dryRun(payload, List.of(signer.key()));
      } catch (RefusedException e) {
        outcome = Outcome.refused(e.refusal(), e.decision().detail());
        payload = Bytes.EMPTY;
      } catch (MalformedException e) {
        throw new IllegalStateException(candidate.type() + " is not well made", e);
      }
      if (outcome.accepted()) {
        send(ledger, job, candidate.type(), payload, signer);
        return;
      }
      told = Optional.of(weightier(told, outcome));
    }
    Outcome why = told.orElseThrow();
    tell(db, job, why.code(), why.detail(), now, retryAt(job, now));
  }

  /// Of several refusals the last says what is missing, unless something is frozen.
  private static Outcome weightier(Optional<Outcome> before, Outcome next) {
    return before.filter(outcome -> outcome.code().equals("freeze.FROZEN")).orElse(next);
  }

  private static Bytes payload(
      HostedLedger ledger, Job job, Step.Candidate candidate, JobSigner signer, LedgerTime now) {
    String nonce =
        new Wire("kedge.job", 1)
            .text(ledger.genesis().ledgerId().hex())
            .text(job.kind().name())
            .text(job.subject())
            .text(candidate.type())
            .digest(candidate.progress())
            .u32(job.attempts())
            .hash()
            .hex()
            .substring(0, NONCE_LENGTH);
    long notAfter = (now.millis() / HOUR + 2) * HOUR;
    var header =
        new CommandHeader(
            ledger.genesis().ledgerId().hex(),
            CommandType.of(candidate.type()),
            signer.party(),
            nonce,
            LedgerTime.of(notAfter));
    return Bytes.utf8(header.payload(candidate.body().get()).write());
  }

  private void send(HostedLedger ledger, Job job, String type, Bytes payload, JobSigner signer) {
    Bytes message = Envelope.preAuthenticationEncoding(Envelope.COMMAND, payload);
    var signature = new Envelope.Signature(signer.key(), signer.signing().sign(message));
    String envelope = new Envelope(Envelope.COMMAND, payload, List.of(signature)).json().write();
    db.execute(
        "update kedge.job set envelope = ?, command_type = ? where ledger = ? and kind = ?"
            + " and subject = ?",
        envelope,
        type,
        job.ledger(),
        job.kind().name(),
        job.subject());
    submit(ledger, job, type, envelope);
  }

  private void submit(HostedLedger ledger, Job job, String type, String envelope) {
    CommandAnswer answer;
    try {
      answer = ledger.submit(Bytes.utf8(envelope)).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LedgerTime now = ledger.now();
      tell(
          db, job, NodeRefusal.BUSY.code(), String.valueOf(e.getMessage()), now, retryAt(job, now));
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    record(ledger, job, type, answer);
  }

  /// Keeps what became of a command; a node that took nothing in is asked again with the same one.
  private void record(HostedLedger ledger, Job job, String type, CommandAnswer answer) {
    LedgerTime now = ledger.now();
    if (answer.code().startsWith("node.")) {
      tell(db, job, answer.code(), answer.detail(), now, retryAt(job, now));
      return;
    }
    String id = answer.id().map(io.kedge.kernel.CommandId::hex).orElse("");
    db.transaction(
        inside -> {
          DSLContext dsl = inside.dsl();
          dsl.execute(
              "insert into kedge.job_run (ledger, kind, subject, at, command_type, command_id,"
                  + " code, detail, height) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " on conflict do nothing",
              job.ledger(),
              job.kind().name(),
              job.subject(),
              now.millis(),
              type,
              id,
              answer.code(),
              answer.detail(),
              answer.place().map(CommandAnswer.Place::height).orElse(null));
          dsl.execute(
              "update kedge.job set envelope = null, command_id = ?, command_type = ?"
                  + " where ledger = ? and kind = ? and subject = ?",
              id,
              type,
              job.ledger(),
              job.kind().name(),
              job.subject());
          LedgerTime next = answer.accepted() ? now : retryAt(job, now);
          tell(dsl, job, answer.code(), answer.detail(), now, next);
        });
  }

  private static void tell(
      DSLContext dsl, Job job, String code, String detail, LedgerTime now, LedgerTime next) {
    int attempts = code.equals(Outcome.ACCEPTED) ? 0 : job.attempts() + 1;
    dsl.execute(
        "update kedge.job set code = ?, detail = ?, told_at = ?, attempts = ?, next_at = ?"
            + " where ledger = ? and kind = ? and subject = ? and state = 'WAITING'",
        code,
        detail,
        now.millis(),
        attempts,
        next.millis(),
        job.ledger(),
        job.kind().name(),
        job.subject());
  }

  /// Twice as long each time, from ten seconds to an hour.
  private static LedgerTime retryAt(Job job, LedgerTime now) {
    long wait = RETRY_MIN_MILLIS << Math.min(job.attempts(), 10);
    return now.plusMillis(Math.min(wait, RETRY_MAX_MILLIS));
  }
}
