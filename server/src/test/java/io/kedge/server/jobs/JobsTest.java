package io.kedge.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.PartyId;
import io.kedge.kernel.Requirement;
import io.kedge.liquidation.IssueFigures;
import io.kedge.offering.OfferingStatus;
import io.kedge.offering.TradingCalendar;
import io.kedge.server.store.Store;
import io.kedge.subscription.Subscriptions;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/// From the close of subscription to the last voucher nobody sends anything but the jobs.
class JobsTest {
  private static final Jobs JOBS = WorkLedger.bean(Jobs.class);
  private static final DSLContext DB = WorkLedger.bean(Store.class).db();

  private static long allotted(WorkLedger work, String symbol, String party) {
    return Subscriptions.find(work.hosted().view(), work.offering(symbol).id(), new PartyId(party))
        .orElseThrow()
        .allotted();
  }

  @Test
  @Requirement({"C-22", "C-23", "C-49", "H-45", "H-50"})
  void whatIsDueIsDoneOnceAlthoughEverySecondAnswerIsLost() throws IOException {
    try (WorkLedger real = WorkLedger.found("jobs-once")) {
      var losing = new LosesAnswers(real.hosted());
      WorkLedger work = real.through(losing);
      work.passTo(work.at(8, 17), 2);
      String first = work.offering("FIRST").id().value();
      Job waiting = JOBS.find("jobs-once", JobKind.ALLOTMENT, first).orElseThrow();
      assertThat(waiting.code()).contains("jobs.SIGNER_MISSING");
      assertThat(waiting.nextAt()).isGreaterThan(work.hosted().now().millis());

      long before = work.hosted().height();
      assertThat(real.install().accepted()).isTrue();
      work.passTo(work.at(14, 12), 2);
      assertThat(losing.lost()).isPositive();
      assertThat(allotted(work, "FIRST", "alice")).isEqualTo(6);
      assertThat(allotted(work, "FIRST", "bob")).isEqualTo(4);
      assertThat(allotted(work, "CELLAR", "alice")).isEqualTo(105);
      assertThat(allotted(work, "CELLAR", "dave")).isEqualTo(55);
      assertThat(allotted(work, "CELLAR", "carol")).isEqualTo(60);
      // Nobody revealed, so that what was to be drawn is shared in proportion: 10 by 8 : 6 : 4.
      assertThat(allotted(work, "DRAWN", "fang")).isEqualTo(5);
      assertThat(work.offering("FLOP").status()).isEqualTo(OfferingStatus.FAILED);
      assertThat(work.offering("CELLAR").status()).isEqualTo(OfferingStatus.SETTLED);

      List<String> sent = work.orderedBy("platform", before);
      assertThat(sent).allMatch(line -> line.endsWith(" accepted"));
      assertThat(sent.stream().filter("allotment.settle accepted"::equals)).hasSize(7);
      assertThat(JOBS.find("jobs-once", JobKind.ALLOTMENT, first).orElseThrow().done()).isTrue();

      forgetEverything(work);
      long height = work.hosted().height();
      work.settle();
      assertThat(work.hosted().height()).isEqualTo(height);
      assertThat(JOBS.page("jobs-once", false, Optional.empty(), 200))
          .isNotEmpty()
          .noneMatch(job -> job.kind() == JobKind.ALLOTMENT);
    }
  }

  private static void forgetEverything(WorkLedger work) {
    for (String table :
        List.of(
            "job",
            "job_run",
            "work_position",
            "work_note",
            "work_lock",
            "work_total",
            "work_count",
            "work_day",
            "day_close",
            "day_close_line",
            "task")) {
      DB.execute("delete from kedge." + table + " where ledger = ?", work.hosted().name());
    }
  }

  @Test
  @Requirement({"C-49", "C-53"})
  void leftUnitsAreRedeemedOnlyWhereSwitchedOnAndVouchersRunOut() throws IOException {
    try (WorkLedger work = WorkLedger.found("jobs-force")) {
      assertThat(work.install().accepted()).isTrue();
      work.passTo(work.at(57, 0), 48);
      var issue = work.offering("CELLAR").issue();
      assertThat(IssueFigures.of(work.hosted().view(), issue).outstanding()).isEqualTo(300);
      Job waiting =
          JOBS.find("jobs-force", JobKind.FORCED_REDEMPTION, work.offering("CELLAR").id().value())
              .orElseThrow();
      assertThat(waiting.code()).contains("jobs.FORCED_REDEMPTION_OFF");

      var settings = WorkLedger.bean(WorkSettings.class);
      assertThat(settings.change("jobs-force", on(), "admin", 0)).isTrue();
      assertThat(settings.change("jobs-force", on(), "admin", 0)).as("stale version").isFalse();
      work.passTo(work.at(59, 0), 24);
      IssueFigures redeemed = IssueFigures.of(work.hosted().view(), issue);
      assertThat(redeemed.outstanding()).isZero();
      assertThat(redeemed.openVouchers()).isEqualTo(300);

      work.passTo(work.at(90, 0), 96);
      IssueFigures expired = IssueFigures.of(work.hosted().view(), issue);
      assertThat(expired.openVouchers()).isZero();
      assertThat(expired.expired()).isEqualTo(300);
    }
  }

  private static WorkSettings.Values on() {
    return new WorkSettings.Values(TradingCalendar.CAUTIOUS, true, 0);
  }

  @Test
  void everyBusinessDayIsClosedAndADifferenceIsSeen() throws IOException {
    try (WorkLedger work = WorkLedger.found("jobs-days")) {
      work.settle();
      var closes = WorkLedger.bean(DayCloses.class);
      List<DayCloses.Day> days = closes.before("jobs-days", LocalDate.MAX);
      assertThat(days).hasSizeGreaterThan(3).allMatch(DayCloses.Day::balanced);
      assertThat(days).allMatch(day -> day.day().getDayOfWeek().getValue() <= 5);
      DayCloses.Report report = closes.report("jobs-days", days.getFirst().day()).orElseThrow();
      assertThat(report.lines())
          .anyMatch(line -> line.item().equals("cny") && line.found().equals("116420000"));

      DB.execute(
          "update kedge.work_note set units = units + 1 where (ledger, note) in"
              + " (select ledger, note from kedge.work_note where ledger = 'jobs-days' limit 1)");
      work.passTo(work.at(14, 0), 6);
      DayCloses.Day last = closes.before("jobs-days", LocalDate.MAX).getFirst();
      assertThat(last.balanced()).isFalse();
      assertThat(JOBS.page("jobs-days", false, Optional.empty(), 200))
          .anyMatch(job -> job.kind() == JobKind.DAY_CLOSE);
    }
  }
}
