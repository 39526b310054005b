package io.kedge.server.notification;

import io.kedge.attestation.Statements;
import io.kedge.contract.LedgerView;
import io.kedge.issue.Issues;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.OfferingId;
import io.kedge.kernel.StatementId;
import io.kedge.kernel.VoucherId;
import io.kedge.offering.Offering;
import io.kedge.offering.Offerings;
import io.kedge.party.Party;
import io.kedge.party.Role;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.jobs.Job;
import io.kedge.server.jobs.Leftovers;
import io.kedge.server.jobs.WorkListener;
import io.kedge.voucher.VoucherState;
import io.kedge.voucher.Vouchers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Tells what jobs came to: stages that opened or closed, and warnings ahead of an end.
@Component
final class NoticeJobs implements WorkListener {
  private static final int HOLDERS_AT_ONCE = 500;
  private static final long OLD_MILLIS = 7 * 86_400_000L;

  @Override
  public void done(DSLContext db, HostedLedger ledger, Job job) {
    if (job.dueAt() > ledger.now().millis() - OLD_MILLIS) {
      tell(db, ledger, job);
    }
  }

  private static void tell(DSLContext db, HostedLedger ledger, Job job) {
    switch (job.kind()) {
      case SUBSCRIPTION_OPENING -> stage(db, ledger, job, NoticeKind.STAGE_OPENED, "SUBSCRIPTION");
      case SUBSCRIPTION_CLOSING -> stage(db, ledger, job, NoticeKind.STAGE_CLOSED, "SUBSCRIPTION");
      case TRADING_OPENING -> stage(db, ledger, job, NoticeKind.STAGE_OPENED, "TRADING");
      case TRADING_CLOSING -> stage(db, ledger, job, NoticeKind.STAGE_CLOSED, "TRADING");
      case REDEMPTION_OPENING -> stage(db, ledger, job, NoticeKind.STAGE_OPENED, "REDEMPTION");
      case REDEMPTION_CLOSING -> stage(db, ledger, job, NoticeKind.STAGE_CLOSED, "REDEMPTION");
      case REDEMPTION_WARNING -> redemption(db, ledger, job);
      case VOUCHER_WARNING -> voucher(db, ledger, job);
      case STATEMENT_LAPSE -> statement(db, ledger, job);
      case DAY_CLOSE -> day(db, ledger, job);
      case ALLOTMENT,
          LATE_SETTLEMENT,
          FORCED_REDEMPTION,
          COLLATERAL_RELEASE,
          LOCK_EXPIRY,
          VOUCHER_EXPIRY -> {}
    }
  }

  private static Notice notice(HostedLedger ledger, Job job, String party, NoticeKind kind) {
    String dedup = job.kind() + "|" + job.subject() + "|" + job.dueAt();
    return Notice.of(ledger.name(), party, dedup, kind, job.subjectId(), ledger.now().millis());
  }

  private static String symbol(LedgerView view, InstrumentId issue) {
    return Issues.find(view, issue).map(found -> found.symbol()).orElse(issue.value());
  }

  /// Issuer and operator, and whoever holds units.
  private static void stage(
      DSLContext db, HostedLedger ledger, Job job, NoticeKind kind, String stage) {
    Optional<Offering> found =
        Offerings.find(ledger.view(), new OfferingId(job.subjectId()))
            .filter(offering -> !offering.status().isOff());
    found.ifPresent(
        offering -> {
          String symbol = symbol(ledger.view(), offering.issue());
          List.of(offering.issuer(), offering.terms().operator())
              .forEach(
                  party ->
                      Outbox.tell(
                          db,
                          notice(ledger, job, party.value(), kind)
                              .with("symbol", symbol)
                              .with("stage", stage)));
          holders(
              db,
              ledger,
              offering,
              holder ->
                  notice(ledger, job, holder, kind).with("symbol", symbol).with("stage", stage));
        });
  }

  private interface Wording {
    Notice to(String party);
  }

  private static void holders(
      DSLContext db, HostedLedger ledger, Offering offering, Wording wording) {
    String issue = offering.issue().value();
    String after = "";
    List<String> page = Leftovers.holders(db, ledger.name(), issue, after, HOLDERS_AT_ONCE);
    while (!page.isEmpty()) {
      page.forEach(holder -> Outbox.tell(db, wording.to(holder)));
      after = page.getLast();
      page = Leftovers.holders(db, ledger.name(), issue, after, HOLDERS_AT_ONCE);
    }
  }

  private static void redemption(DSLContext db, HostedLedger ledger, Job job) {
    Offerings.find(ledger.view(), new OfferingId(job.subjectId()))
        .filter(offering -> !offering.status().isOff())
        .ifPresent(
            offering -> {
              String symbol = symbol(ledger.view(), offering.issue());
              long until = offering.schedule().redemption().closes().millis();
              holders(
                  db,
                  ledger,
                  offering,
                  holder ->
                      notice(ledger, job, holder, NoticeKind.REDEMPTION_WARNING)
                          .with("symbol", symbol)
                          .with("until", until));
            });
  }

  private static void voucher(DSLContext db, HostedLedger ledger, Job job) {
    Vouchers.find(ledger.view(), new VoucherId(job.subjectId()))
        .filter(voucher -> voucher.state() instanceof VoucherState.Open)
        .ifPresent(
            voucher ->
                Outbox.tell(
                    db,
                    notice(ledger, job, voucher.holder().value(), NoticeKind.VOUCHER_WARNING)
                        .with("symbol", symbol(ledger.view(), voucher.issue()))
                        .with("units", voucher.units())
                        .with("until", voucher.expiresAt().millis())));
  }

  private static void statement(DSLContext db, HostedLedger ledger, Job job) {
    Statements.find(ledger.view(), new StatementId(job.subjectId()))
        .filter(statement -> statement.open())
        .ifPresent(
            statement ->
                Outbox.tell(
                    db,
                    notice(ledger, job, statement.maker().value(), NoticeKind.STATEMENT_LAPSED)));
  }

  /// Every operator is told of a day whose numbers do not agree.
  private static void day(DSLContext db, HostedLedger ledger, Job job) {
    boolean balanced =
        db.fetchOptional(
                "select balanced from kedge.day_close where ledger = ? and day = ?",
                ledger.name(),
                java.time.LocalDate.parse(job.subject()).toEpochDay())
            .map(row -> Objects.requireNonNull(row.get("balanced", Boolean.class)))
            .orElse(true);
    if (!balanced) {
      ledger.genesis().founders().stream()
          .map(founder -> founder.party())
          .filter(party -> party.acts(Role.OPERATOR))
          .map(Party::id)
          .forEach(
              party ->
                  Outbox.tell(
                      db,
                      notice(ledger, job, party.value(), NoticeKind.DAY_NOT_BALANCED)
                          .with("day", job.subject())));
    }
  }
}
