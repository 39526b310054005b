package io.kedge.cli;

import io.kedge.bench.BenchReport;
import io.kedge.bench.BudgetLine;
import io.kedge.bench.PeersReport;
import io.kedge.bench.Row;
import io.kedge.bench.ScaleReport;
import io.kedge.bench.ServerReport;
import io.kedge.bench.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What `kedge bench` says to people: tables on the terminal, or in Markdown, ready to be pasted
/// into a document.
final class BenchTables {
  private static final double MIB = 1 << 20;

  private final Terminal terminal;
  private final Words words;
  private final boolean markdown;

  BenchTables(Terminal terminal, boolean markdown) {
    this.terminal = terminal;
    this.words = terminal.words();
    this.markdown = markdown;
  }

  /// @param withBudget whether the processor time by stage is told too
  void ledger(BenchReport report, boolean withBudget) {
    about(report.machine(), report.provider(), report.load(), report.rounds());
    var table = new TextTable(rowHeading(), 1, 2, 3, 4, 5, 6, 7);
    report.rows().forEach(row -> table.row(cells(row)));
    show(table);
    terminal.line("");
    terminal.say("bench.replay", number(report.replayToLeader(), 2));
    if (withBudget && !report.budget().isEmpty()) {
      terminal.line("");
      var lines =
          new TextTable(heading("bench.stage", "bench.stage-micros", "bench.stage-share"), 1, 2);
      for (BudgetLine line : report.budget()) {
        lines.row(
            List.of(
                words.say("bench.stage." + line.stage().name()),
                number(line.microsPerItem(), 1),
                number(line.share() * 100, 0) + " %"));
      }
      show(lines);
    }
  }

  void peers(PeersReport report) {
    about(report.machine(), report.provider(), report.load(), report.rounds());
    var heading = new ArrayList<>(rowHeading());
    heading.add(words.say("bench.ledger-to-this"));
    var table = new TextTable(heading, 1, 2, 3, 4, 5, 6, 7, 8);
    for (PeersReport.PeerRow row : report.rows()) {
      var cells = new ArrayList<>(cells(row.row()));
      cells.add(known(row.ledgerToThis(), 2));
      table.row(cells);
    }
    show(table);
  }

  void server(ServerReport report) {
    about(report.machine(), report.provider(), report.load(), report.rounds());
    var table =
        new TextTable(
            heading(
                "bench.name",
                "bench.clients",
                "bench.per-second",
                "bench.p50",
                "bench.p99",
                "bench.to-ledger"),
            1,
            2,
            3,
            4,
            5);
    for (ServerReport.ServerRow measured : report.rows()) {
      Row row = measured.row();
      table.row(
          List.of(
              row.name(),
              Integer.toString(row.clients()),
              number(row.perSecond(), 0),
              number(row.p50Millis(), 2),
              number(row.p99Millis(), 2),
              number(measured.toLedger(), 2)));
    }
    show(table);
    terminal.line("");
    terminal.say(
        "bench.visible",
        report.visible().transfers(),
        number(report.visible().p50Millis(), 1),
        number(report.visible().p99Millis(), 1));
    terminal.say(
        "bench.streams",
        report.streams().clients(),
        report.streams().whole(),
        number((double) report.streams().events(), 0));
  }

  /// @param withBudget whether the processor time by stage is told too
  void scale(ScaleReport report, boolean withBudget) {
    about(report.machine(), report.provider(), report.load(), report.rounds());
    var table =
        new TextTable(
            heading(
                "bench.notes",
                "bench.per-second",
                "bench.p99",
                "bench.cpu",
                "bench.to-smallest",
                "bench.build-seconds",
                "bench.log-mib",
                "bench.state-mib",
                "bench.open-seconds",
                "bench.snapshot-seconds"),
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9);
    for (ScaleReport.ScaleRow row : report.rows()) {
      table.row(
          List.of(
              number((double) row.notes(), 0),
              number(row.perSecond(), 0),
              number(row.p99Millis(), 2),
              number(row.cpuMicrosPerItem(), 1),
              number(row.cpuToSmallest(), 2),
              number(row.buildSeconds(), 0),
              number(row.logBytes() / MIB, 0),
              number(row.stateBytes() / MIB, 0),
              number(row.openMillis() / 1_000, 2),
              number(row.snapshotMillis() / 1_000, 2)));
    }
    show(table);
    if (withBudget && report.rows().stream().noneMatch(row -> row.budget().isEmpty())) {
      terminal.line("");
      scaleBudget(report);
    }
  }

  /// A row for each stage, a column for each size.
  private void scaleBudget(ScaleReport report) {
    var heading = new ArrayList<String>();
    heading.add(words.say("bench.stage"));
    report.rows().forEach(row -> heading.add(number((double) row.notes(), 0)));
    var table = new TextTable(heading, IntStream.range(1, heading.size()).toArray());
    for (Stage stage : Stage.values()) {
      var cells = new ArrayList<String>();
      cells.add(words.say("bench.stage." + stage.name()));
      for (ScaleReport.ScaleRow row : report.rows()) {
        double micros =
            row.budget().stream()
                .filter(line -> line.stage() == stage)
                .mapToDouble(BudgetLine::microsPerItem)
                .sum();
        cells.add(known(micros, 1));
      }
      table.row(cells);
    }
    show(table);
  }

  private void about(String machine, String provider, double load, int rounds) {
    terminal.say("bench.machine", machine);
    terminal.say("bench.provider", provider, number(load, 2), rounds);
    if (markdown) {
      terminal.line("");
    }
  }

  private List<String> rowHeading() {
    return heading(
        "bench.name",
        "bench.clients",
        "bench.per-second",
        "bench.p50",
        "bench.p99",
        "bench.bytes",
        "bench.cpu",
        "bench.ratio");
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.name(),
        row.clients() == 0 ? "–" : Integer.toString(row.clients()),
        number(row.perSecond(), 0),
        known(row.p50Millis(), 2),
        known(row.p99Millis(), 2),
        known(row.bytesPerItem(), 0),
        number(row.cpuMicrosPerItem(), 1),
        number(row.ratioToVerify(), 2));
  }

  private List<String> heading(String... keys) {
    return List.of(keys).stream().map(key -> words.say(key)).toList();
  }

  private void show(TextTable table) {
    if (markdown) {
      terminal.lines(table.markdown());
    } else {
      terminal.table(table);
    }
  }

  private static String known(double value, int places) {
    return value == 0 ? "–" : number(value, places);
  }

  private static String number(double value, int places) {
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }
}
