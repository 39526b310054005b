package io.kedge.server.jobs;

import io.kedge.contract.Envelope;
import io.kedge.kernel.Bytes;
import io.kedge.offering.TradingCalendar;
import io.kedge.projection.Cursor;
import io.kedge.projection.PageRequest;
import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.RefusalTexts;
import io.kedge.server.api.Refusals;
import io.kedge.server.custody.Custody;
import io.kedge.server.gateway.CommandAnswer;
import io.kedge.server.gateway.HostedLedger;
import io.kedge.server.gateway.LedgerGateway;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What the server does by itself, for the operator of the caller's ledger.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class JobController {
  private static final String READ = "jobs:read";
  private static final String MANAGE = "jobs:manage";

  private final LedgerGateway gateway;
  private final Jobs jobs;
  private final WorkSettings settings;
  private final ServiceKeys keys;
  private final DayCloses closes;
  private final ObjectProvider<Custody> custody;

  JobController(
      LedgerGateway gateway,
      Jobs jobs,
      WorkSettings settings,
      ServiceKeys keys,
      DayCloses closes,
      ObjectProvider<Custody> custody) {
    this.gateway = gateway;
    this.jobs = jobs;
    this.settings = settings;
    this.keys = keys;
    this.closes = closes;
    this.custody = custody;
  }

  /// A job as it is told.
  ///
  /// @param kind what is done
  /// @param subject to what
  /// @param issue the digital asset it concerns
  /// @param due when it is due by the announced times
  /// @param next when it is looked at next; empty where it is over
  /// @param state `WAITING` or `DONE`
  /// @param attempts how often in a row it was refused
  /// @param command type of its last command
  /// @param commandId id of its last command
  /// @param code its last result
  /// @param title that result in words
  /// @param advice what to do about it
  /// @param told when that result was
  /// @param done when it came to its end
  record JobView(
      String kind,
      String subject,
      Optional<String> issue,
      String due,
      Optional<String> next,
      String state,
      int attempts,
      Optional<String> command,
      Optional<String> commandId,
      Optional<String> code,
      Optional<String> title,
      Optional<String> advice,
      Optional<String> told,
      Optional<String> done) {}

  /// Some jobs, the next first.
  ///
  /// @param items the jobs
  /// @param next asks for those after them
  /// @param signer the party in whose name commands are sent; none where no key is registered
  record JobPage(List<JobView> items, Optional<String> next, Optional<String> signer) {}

  /// Something a job sent.
  ///
  /// @param id grows in the order of happening
  /// @param kind of which job
  /// @param subject of which job
  /// @param at when
  /// @param command what was sent
  /// @param commandId its id
  /// @param code its result
  /// @param height its block
  record RunView(
      String id,
      String kind,
      String subject,
      String at,
      String command,
      String commandId,
      String code,
      Optional<String> height) {}

  /// Some runs, newest first.
  record RunPage(List<RunView> items, Optional<String> next) {}

  /// A span of a day.
  ///
  /// @param from first minute inside
  /// @param to first minute after it
  record SessionView(int from, int to) {}

  /// What the operator set.
  ///
  /// @param weekdays days with trading
  /// @param sessions hours of trading, in minutes of the local day
  /// @param holidays days without trading
  /// @param zone name of the time zone, for people
  /// @param offsetMinutes local time less UTC
  /// @param dailyCutOff the local minute at which the business day ends
  /// @param forcedRedemption whether units that are left after a redemption window are redeemed
  /// @param version changes with each change; 0 where nothing was set
  record SettingsView(
      List<DayOfWeek> weekdays,
      List<SessionView> sessions,
      List<LocalDate> holidays,
      String zone,
      int offsetMinutes,
      int dailyCutOff,
      boolean forcedRedemption,
      long version) {}

  @GetMapping("/jobs")
  @Access(READ)
  JobPage list(
      Caller caller,
      Locale language,
      @RequestParam(defaultValue = "WAITING") String state,
      @RequestParam Optional<String> after,
      @RequestParam Optional<Integer> limit) {
    if (!state.equals("WAITING") && !state.equals("DONE")) {
      throw new Problem(ProblemCode.MALFORMED, "state is WAITING or DONE");
    }
    PageRequest page = page(after, limit);
    List<Job> found = jobs.page(caller.ledger(), state.equals("DONE"), place(page), page.limit());
    Optional<String> next =
        found.size() < page.limit()
            ? Optional.empty()
            : Optional.of(
                Cursor.of(
                        found.getLast().nextAt(),
                        found.getLast().kind().name(),
                        found.getLast().subject())
                    .text());
    HostedLedger ledger = gateway.ledger(caller.ledger());
    return new JobPage(
        found.stream().map(job -> view(job, language)).toList(),
        next,
        keys.of(ledger).map(signer -> signer.party().value()));
  }

  private static PageRequest page(Optional<String> after, Optional<Integer> limit) {
    try {
      return PageRequest.of(after, limit);
    } catch (IllegalArgumentException e) {
      throw new Problem(ProblemCode.MALFORMED, "after or limit: " + e.getMessage());
    }
  }

  private static Optional<Jobs.Place> place(PageRequest page) {
    return page.after()
        .map(
            cursor -> {
              try {
                List<String> parts = cursor.parts();
                return new Jobs.Place(Long.parseLong(parts.get(0)), parts.get(1), parts.get(2));
              } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new Problem(ProblemCode.MALFORMED, "after is of another list");
              }
            });
  }

  private static JobView view(Job job, Locale language) {
    Optional<RefusalTexts.Text> words =
        job.code().flatMap(code -> RefusalTexts.find(code, language));
    return new JobView(
        job.kind().name(),
        job.subject(),
        job.issue(),
        time(job.dueAt()),
        job.done() ? Optional.empty() : Optional.of(time(job.nextAt())),
        job.done() ? "DONE" : "WAITING",
        job.attempts(),
        job.commandType(),
        job.commandId(),
        job.code(),
        words.map(RefusalTexts.Text::title),
        words.map(RefusalTexts.Text::advice),
        job.toldAt().map(JobController::time),
        job.doneAt().map(JobController::time));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  @GetMapping("/jobs/runs")
  @Access(READ)
  RunPage runs(
      Caller caller, @RequestParam Optional<String> after, @RequestParam Optional<Integer> limit) {
    PageRequest page = page(after, limit);
    long before;
    try {
      before = page.after().map(c -> Long.parseLong(c.parts().getFirst())).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new Problem(ProblemCode.MALFORMED, "after is of another list");
    }
    List<RunView> found =
        jobs.runs(caller.ledger(), before, page.limit()).stream().map(JobController::run).toList();
    return new RunPage(
        found,
        found.size() < page.limit()
            ? Optional.empty()
            : Optional.of(Cursor.of(found.getLast().id()).text()));
  }

  private static RunView run(Jobs.Run run) {
    return new RunView(
        Long.toString(run.id()),
        run.kind(),
        run.subject(),
        time(run.at()),
        run.commandType(),
        run.commandId(),
        run.code(),
        run.height().map(height -> Long.toString(height)));
  }

  /// Has a job looked at now instead of at its next time.
  @PostMapping("/jobs/{kind}/run")
  @Access(MANAGE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void run(Caller caller, @PathVariable JobKind kind, @RequestParam String subject) {
    if (subject.indexOf('\0') >= 0 || !jobs.hurry(caller.ledger(), kind, subject)) {
      throw new Problem(ProblemCode.NOT_FOUND, "no such job waits");
    }
  }

  /// Who signs for jobs.
  ///
  /// @param party the operator
  /// @param employee its employee for jobs
  /// @param mandate what that employee may do
  record SignerView(String party, String employee, List<String> mandate) {}

  /// Enters the operator's employee for jobs and registers this server's key for it, signed by the
  /// caller with a key of the operator's organisation; again, to renew the mandate.
  @PostMapping("/jobs/signer")
  @Access(MANAGE)
  SignerView signer(Caller caller) {
    HostedLedger ledger = gateway.ledger(caller.ledger());
    Custody hands =
        custody.orderedStream().findFirst().orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND));
    List<CommandAnswer> answers =
        keys.install(
            ledger,
            caller.party(),
            (Bytes message) ->
                new Envelope.Signature(hands.keyOf(caller), hands.sign(caller, message)));
    CommandAnswer last = answers.getLast();
    if (!last.accepted()) {
      throw Refusals.problem(last.code(), last.detail());
    }
    return new SignerView(
        caller.party().value(), ServiceKeys.EMPLOYEE.value(), ServiceKeys.MANDATE);
  }

  /// The platform's calendar and what jobs may do.
  @GetMapping("/jobs/settings")
  @Access(Access.SIGNED_IN)
  SettingsView settings(Caller caller) {
    return view(settings.of(caller.ledger()));
  }

  @PutMapping(path = "/jobs/settings", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Access(MANAGE)
  SettingsView changeSettings(Caller caller, @RequestBody SettingsView wanted) {
    requireWhole(wanted);
    WorkSettings.Values values;
    try {
      values =
          new WorkSettings.Values(
              new TradingCalendar(
                  wanted.weekdays(),
                  wanted.sessions().stream()
                      .map(s -> new TradingCalendar.Session(s.from(), s.to()))
                      .toList(),
                  wanted.holidays().stream().map(day -> Math.toIntExact(day.toEpochDay())).toList(),
                  wanted.zone(),
                  wanted.offsetMinutes(),
                  wanted.dailyCutOff()),
              wanted.forcedRedemption(),
              wanted.version());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Problem(ProblemCode.MALFORMED, String.valueOf(e.getMessage()));
    }
    long now = gateway.ledger(caller.ledger()).now().millis();
    if (!settings.change(caller.ledger(), values, caller.account(), now)) {
      throw new Problem(ProblemCode.CHANGED_MEANWHILE);
    }
    return view(settings.of(caller.ledger()));
  }

  private static void requireWhole(SettingsView wanted) {
    if (isPartial(wanted.weekdays())
        || isPartial(wanted.sessions())
        || isPartial(wanted.holidays())
        || wanted.zone() == null
        || !wanted.zone().matches("[A-Za-z0-9_+/-]{1,64}")) {
      throw new Problem(ProblemCode.MALFORMED, "a list or the zone is missing or not in form");
    }
  }

  private static boolean isPartial(@Nullable List<?> list) {
    return list == null || list.stream().anyMatch(Objects::isNull);
  }

  private static SettingsView view(WorkSettings.Values values) {
    TradingCalendar c = values.calendar();
    return new SettingsView(
        c.weekdays(),
        c.sessions().stream().map(s -> new SessionView(s.from(), s.to())).toList(),
        c.holidays().stream().map(LocalDate::ofEpochDay).toList(),
        c.zone(),
        c.offsetMinutes(),
        c.dailyCutOff(),
        values.forcedRedemption(),
        values.version());
  }

  /// Closed business days, the newest first.
  @GetMapping("/days")
  @Access(READ)
  List<DayCloses.Day> days(Caller caller, @RequestParam Optional<LocalDate> before) {
    return closes.before(caller.ledger(), before.orElse(LocalDate.MAX));
  }

  /// What was compared when a day was closed.
  @GetMapping("/days/{day}")
  @Access(READ)
  DayCloses.Report day(Caller caller, @PathVariable LocalDate day) {
    return closes
        .report(caller.ledger(), day)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND));
  }
}
