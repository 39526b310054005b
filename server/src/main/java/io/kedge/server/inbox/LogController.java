package io.kedge.server.inbox;

import static io.kedge.projection.jooq.Tables.COMMANDS;

import io.kedge.server.access.Access;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import io.kedge.server.api.ProblemCode;
import io.kedge.server.api.RefusalTexts;
import io.kedge.server.api.Titles;
import io.kedge.server.store.LedgerReads;
import io.kedge.server.store.Store;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who did what, for the operator: what was ordered on the ledger and what was asked of the server,
/// in one list (A-47 log query).
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class LogController {
  private static final int LIMIT = 100;

  private final LedgerReads reads;
  private final Store store;

  LogController(LedgerReads reads, Store store) {
    this.reads = reads;
    this.store = store;
  }

  /// One line of the log.
  ///
  /// @param source `LEDGER` or `SERVER`
  /// @param at when
  /// @param party of which party
  /// @param actor the login that asked; on the ledger the keys that signed
  /// @param action type of the command, or method and path of the request
  /// @param title that in words, where it has words
  /// @param code the result, where there is one
  /// @param codeTitle that in words
  /// @param commandId the command, where it is one
  /// @param height its block
  record LogLine(
      String source,
      String at,
      Optional<String> party,
      String actor,
      String action,
      Optional<String> title,
      Optional<String> code,
      Optional<String> codeTitle,
      Optional<String> commandId,
      Optional<String> height) {}

  /// Some lines, the newest first.
  ///
  /// @param items the lines
  /// @param next the moment before which the next are asked for; what happened at that very moment
  ///     and did not fit is asked for by source
  /// @param height how far the read models are
  record LogPage(List<LogLine> items, Optional<String> next, String height) {}

  /// The log between two moments, the newest first, at most 100 lines of each source.
  ///
  /// @param from only since this moment
  /// @param until only before this moment
  /// @param party only of this party
  /// @param action only this command, or requests whose path holds this text
  /// @param code only with this result
  @GetMapping("/log")
  @Access("log:read")
  LogPage list(
      Caller caller,
      Locale language,
      @RequestParam Optional<String> from,
      @RequestParam Optional<String> until,
      @RequestParam Optional<String> party,
      @RequestParam Optional<String> action,
      @RequestParam Optional<String> code) {
    for (Optional<String> text : List.of(party, action, code)) {
      if (text.isPresent() && text.get().indexOf('\0') >= 0) {
        throw new Problem(ProblemCode.MALFORMED, "a text has a character that is none");
      }
    }
    long since = from.map(LogController::millis).orElse(0L);
    long before = until.map(LogController::millis).orElse(Long.MAX_VALUE);
    var lines = new ArrayList<LogLine>();
    List<LogLine> ledger = ledger(caller, language, since, before, party, action, code);
    List<LogLine> server = server(caller, language, since, before, party, action, code);
    lines.addAll(ledger);
    lines.addAll(server);
    lines.sort(Comparator.comparing(LogLine::at).reversed());
    List<LogLine> page = lines.size() > LIMIT ? lines.subList(0, LIMIT) : lines;
    boolean more = lines.size() > LIMIT || ledger.size() == LIMIT || server.size() == LIMIT;
    return new LogPage(
        page,
        more && !page.isEmpty() ? Optional.of(page.getLast().at()) : Optional.empty(),
        Long.toString(reads.height(caller.ledger())));
  }

  private static long millis(String time) {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new Problem(ProblemCode.MALFORMED, "a time is written 2026-11-21T22:00:00Z");
    }
  }

  private List<LogLine> ledger(
      Caller caller,
      Locale language,
      long since,
      long before,
      Optional<String> party,
      Optional<String> action,
      Optional<String> code) {
    Condition which = COMMANDS.TIME.ge(since).and(COMMANDS.TIME.lt(before));
    if (party.isPresent()) {
      which = which.and(COMMANDS.BY_PARTY.eq(party.get()));
    }
    if (action.isPresent()) {
      which = which.and(COMMANDS.TYPE.startsWith(action.get() + "/"));
    }
    if (code.isPresent()) {
      which = which.and(COMMANDS.CODE.eq(code.get()));
    }
    return reads
        .db(caller.ledger())
        .select(
            COMMANDS.HEIGHT,
            COMMANDS.ID,
            COMMANDS.TYPE,
            COMMANDS.BY_PARTY,
            COMMANDS.CODE,
            COMMANDS.TIME,
            COMMANDS.KEY_IDS)
        .from(COMMANDS)
        .where(which)
        .orderBy(COMMANDS.HEIGHT.desc(), COMMANDS.COMMAND_INDEX.desc())
        .limit(LIMIT)
        .fetch()
        .map(row -> ledgerLine(row, language));
  }

  private static LogLine ledgerLine(Record row, Locale language) {
    String type = text(row, "type");
    String name = type.contains("/") ? type.substring(0, type.indexOf('/')) : type;
    String code = text(row, "code");
    return new LogLine(
        "LEDGER",
        Instant.ofEpochMilli(number(row, "time")).toString(),
        Optional.ofNullable(row.get("by_party", String.class)),
        String.join(" ", row.get(COMMANDS.KEY_IDS)),
        name,
        Optional.of(Titles.ofCommand(name, language)),
        Optional.of(code),
        RefusalTexts.find(code, language).map(RefusalTexts.Text::title),
        Optional.of(text(row, "id")),
        Optional.of(Long.toString(number(row, "height"))));
  }

  private List<LogLine> server(
      Caller caller,
      Locale language,
      long since,
      long before,
      Optional<String> party,
      Optional<String> action,
      Optional<String> code) {
    return store
        .db()
        .fetch(
            "select * from kedge.audit where ledger = ? and at >= ? and at < ?"
                + " and (cast(? as text) is null or party = ?)"
                + " and (cast(? as text) is null or position(? in path) > 0)"
                + " and (cast(? as text) is null or code = ?) order by at desc, id desc limit ?",
            caller.ledger(),
            since,
            before,
            party.orElse(null),
            party.orElse(null),
            action.orElse(null),
            action.orElse(null),
            code.orElse(null),
            code.orElse(null),
            LIMIT)
        .map(row -> serverLine(row, language));
  }

  private static LogLine serverLine(Record row, Locale language) {
    Optional<String> code = Optional.ofNullable(row.get("code", String.class));
    return new LogLine(
        "SERVER",
        Instant.ofEpochMilli(number(row, "at")).toString(),
        Optional.ofNullable(row.get("party", String.class)),
        Optional.ofNullable(row.get("login", String.class)).orElse(""),
        text(row, "method") + " " + text(row, "path"),
        Optional.empty(),
        code,
        code.flatMap(known -> RefusalTexts.find(known, language)).map(RefusalTexts.Text::title),
        Optional.ofNullable(row.get("command_id", byte[].class)).map(HexFormat.of()::formatHex),
        Optional.empty());
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull(row.get(column, String.class), column);
  }

  private static long number(Record row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class), column);
  }
}
