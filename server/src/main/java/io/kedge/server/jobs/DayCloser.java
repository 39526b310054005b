package io.kedge.server.jobs;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.note.StripedTotal;
import io.kedge.offering.TradingCalendar;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.store.Store;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Closes the business day of a ledger at its daily cut-off: what the log says until then is
/// compared from both sides, and the comparison is kept.
///
/// While blocks come, a day ends before the first block at or after its cut-off; where none comes
/// it
/// ends a few seconds after it. A day without trading belongs to the next trading day.
@Component
@Order(0)
final class DayCloser implements BlockWork {
  /// Batches whose time was given before the cut-off are durable by then.
  private static final long GRACE_MILLIS = 5_000;

  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;
  private static final long DAYS_BACK_MAX = 400;
  private static final String OUTSTANDING = "outstanding";

  private final DSLContext db;
  private final ObjectProvider<DayCloseSection> sections;
  private final ObjectProvider<WorkListener> listeners;

  DayCloser(
      Store store,
      ObjectProvider<DayCloseSection> sections,
      ObjectProvider<WorkListener> listeners) {
    this.db = store.db();
    this.sections = sections;
    this.listeners = listeners;
  }

  private record OpenDay(long day, long cutOff) {}

  @Override
  public void apply(DSLContext inside, WorkBlock block) {
    OpenDay day = advance(inside, block.ledger(), block.time(), block.height() - 1);
    var counts = new TreeMap<String, Long>();
    block.commands().forEach(command -> counts.merge(command.code(), 1L, Long::sum));
    counts.forEach(
        (code, number) ->
            inside.execute(
                "insert into kedge.work_count (ledger, day, code, number) values (?, ?, ?, ?)"
                    + " on conflict (ledger, day, code) do update set"
                    + " number = work_count.number + excluded.number",
                block.ledger().name(),
                day.day(),
                code,
                number));
  }

  /// Closes what is over where no block comes to end it.
  void closeIdle(HostedLedger ledger) {
    db.transaction(
        inside -> {
          DSLContext dsl = inside.dsl();
          long position = LedgerFollower.lockPosition(dsl, ledger);
          LedgerTime now = ledger.now();
          if (position > 0 && position == ledger.height() && now.millis() > GRACE_MILLIS) {
            advance(dsl, ledger, LedgerTime.of(now.millis() - GRACE_MILLIS), position);
          }
        });
  }

  /// Closes every day that ended by a moment.
  ///
  /// @param height the last block before it
  /// @return the day that is open at that moment
  private OpenDay advance(DSLContext inside, HostedLedger ledger, LedgerTime moment, long height) {
    TradingCalendar calendar = WorkSettings.of(inside, ledger.name()).calendar();
    Optional<OpenDay> before = openDay(inside, ledger.name());
    OpenDay day = before.orElseGet(() -> dayOf(calendar, moment));
    while (moment.millis() >= day.cutOff()) {
      close(inside, ledger, day, height);
      OpenDay next = after(calendar, day.day());
      OpenDay oldest = dayOf(calendar, LedgerTime.of(Math.max(0, moment.millis() - back())));
      day = next.day() < oldest.day() ? oldest : next;
    }
    if (before.isEmpty() || before.get().day() != day.day()) {
      inside.execute(
          "insert into kedge.work_day (ledger, day, cut_off) values (?, ?, ?)"
              + " on conflict (ledger) do update set day = excluded.day,"
              + " cut_off = excluded.cut_off",
          ledger.name(),
          day.day(),
          day.cutOff());
      Jobs.put(
          inside,
          ledger.name(),
          JobKind.DAY_CLOSE,
          LocalDate.ofEpochDay(day.day()).toString(),
          Optional.empty(),
          LedgerTime.of(day.cutOff() + GRACE_MILLIS));
    }
    return day;
  }

  private static long back() {
    return DAYS_BACK_MAX * DAY;
  }

  private static Optional<OpenDay> openDay(DSLContext inside, String ledger) {
    return inside
        .fetchOptional("select day, cut_off from kedge.work_day where ledger = ?", ledger)
        .map(row -> new OpenDay(number(row, "day"), number(row, "cut_off")));
  }

  private static OpenDay dayOf(TradingCalendar calendar, LedgerTime moment) {
    return after(calendar, calendar.businessDay(moment) - 1);
  }

  /// The next trading day after a day.
  private static OpenDay after(TradingCalendar calendar, long day) {
    long next = day + 1;
    while (!calendar.isTradingDay(next) && next < day + DAYS_BACK_MAX) {
      next++;
    }
    long minutes = (long) calendar.dailyCutOff() - calendar.offsetMinutes();
    return new OpenDay(next, next * DAY + minutes * MINUTE);
  }

  private void close(DSLContext inside, HostedLedger ledger, OpenDay day, long height) {
    var lines = new TreeMap<String, List<DayCloseSection.Line>>();
    lines.put(OUTSTANDING, outstanding(inside, ledger, height));
    sections
        .orderedStream()
        .forEach(each -> lines.put(each.name(), each.lines(inside, ledger, day.cutOff())));
    boolean balanced =
        lines.values().stream()
            .flatMap(List::stream)
            .allMatch(line -> line.expected().equals(line.found()));
    long accepted = count(inside, ledger.name(), day.day(), "code = 'accepted'");
    long refused = count(inside, ledger.name(), day.day(), "code <> 'accepted'");
    int fresh =
        inside.execute(
            "insert into kedge.day_close (ledger, day, cut_off, height, closed_at, balanced,"
                + " accepted, refused) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            ledger.name(),
            day.day(),
            day.cutOff(),
            height,
            ledger.now().millis(),
            balanced,
            accepted,
            refused);
    if (fresh == 1) {
      lines.forEach(
          (section, of) -> of.forEach(l -> write(inside, ledger.name(), day.day(), section, l)));
    }
    end(inside, ledger, day);
  }

  private void end(DSLContext inside, HostedLedger ledger, OpenDay day) {
    String subject = LocalDate.ofEpochDay(day.day()).toString();
    inside
        .fetchOptional(
            "select * from kedge.job where ledger = ? and kind = 'DAY_CLOSE' and subject = ?"
                + " and state = 'WAITING'",
            ledger.name(),
            subject)
        .map(Job::of)
        .ifPresent(
            job -> {
              Jobs.drop(inside, ledger.name(), JobKind.DAY_CLOSE, subject, ledger.now());
              listeners.forEach(listener -> listener.done(inside, ledger, job));
            });
  }

  /// What was minted and not burned against what is there: in notes and locks as the events tell
  /// it, and in the ledger's own totals where the state is at the same block.
  private static List<DayCloseSection.Line> outstanding(
      DSLContext inside, HostedLedger ledger, long height) {
    var lines = new ArrayList<DayCloseSection.Line>();
    var totals = new ArrayList<DayCloseSection.Line>();
    for (Record row :
        inside.fetch(
            "select coalesce(t.instrument, v.instrument) as instrument,"
                + " coalesce(t.minted - t.burned, 0) as expected, coalesce(v.units, 0) as found"
                + " from (select instrument, minted, burned from kedge.work_total"
                + " where ledger = ?) t full join (select instrument, sum(units) as units from"
                + " (select instrument, units from kedge.work_note where ledger = ?"
                + " union all select instrument, units from kedge.work_lock where ledger = ?) p"
                + " group by instrument) v on v.instrument = t.instrument order by 1",
            ledger.name(),
            ledger.name(),
            ledger.name())) {
      String instrument = Objects.requireNonNull(row.get("instrument", String.class));
      BigInteger expected = whole(row, "expected");
      lines.add(
          new DayCloseSection.Line(instrument, "notes-and-locks", expected, whole(row, "found")));
      var total = new StripedTotal(new InstrumentId(instrument), StripedTotal.Name.SUPPLY);
      totals.add(
          new DayCloseSection.Line(
              instrument, "ledger-total", expected, BigInteger.valueOf(total.sum(ledger.view()))));
    }
    if (ledger.height() == height) {
      lines.addAll(totals);
    }
    return lines;
  }

  private static BigInteger whole(Record row, String column) {
    return Objects.requireNonNull(row.get(column, BigDecimal.class), column).toBigIntegerExact();
  }

  private static long count(DSLContext inside, String ledger, long day, String which) {
    return number(
        Objects.requireNonNull(
            inside.fetchOne(
                "select coalesce(sum(number), 0) as number from kedge.work_count"
                    + " where ledger = ? and day = ? and "
                    + which,
                ledger,
                day)),
        "number");
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }

  private static void write(
      DSLContext inside, String ledger, long day, String section, DayCloseSection.Line line) {
    inside.execute(
        "insert into kedge.day_close_line (ledger, day, section, item, name, expected, found)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        ledger,
        day,
        section,
        line.item(),
        line.name(),
        new BigDecimal(line.expected()),
        new BigDecimal(line.found()));
  }
}
