package io.kedge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kedge.bench.BenchReport;
import io.kedge.bench.BudgetLine;
import io.kedge.bench.PeersReport;
import io.kedge.bench.Row;
import io.kedge.bench.ScaleReport;
import io.kedge.bench.ServerReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What `kedge bench --json` says to programs.
final class BenchDocuments {
  private BenchDocuments() {}

  /// @param withBudget whether the processor time by stage is in it
  static void ledger(JsonGenerator out, BenchReport report, boolean withBudget) throws IOException {
    out.writeStartObject();
    about(out, report.machine(), report.provider(), report.load(), report.rounds());
    out.writeArrayFieldStart("rows");
    for (Row row : report.rows()) {
      out.writeStartObject();
      row(out, row);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("replayToLeader", report.replayToLeader());
    if (withBudget) {
      budget(out, report.budget());
    }
    out.writeEndObject();
  }

  static void peers(JsonGenerator out, PeersReport report) throws IOException {
    out.writeStartObject();
    about(out, report.machine(), report.provider(), report.load(), report.rounds());
    out.writeArrayFieldStart("rows");
    for (PeersReport.PeerRow row : report.rows()) {
      out.writeStartObject();
      row(out, row.row());
      out.writeNumberField("ledgerToThis", row.ledgerToThis());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  static void server(JsonGenerator out, ServerReport report) throws IOException {
    out.writeStartObject();
    about(out, report.machine(), report.provider(), report.load(), report.rounds());
    out.writeArrayFieldStart("rows");
    for (ServerReport.ServerRow row : report.rows()) {
      out.writeStartObject();
      row(out, row.row());
      out.writeNumberField("toLedger", row.toLedger());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("visibleBlocks", report.visible().transfers());
    out.writeNumberField("visibleP50Millis", report.visible().p50Millis());
    out.writeNumberField("visibleP99Millis", report.visible().p99Millis());
    out.writeNumberField("streams", report.streams().clients());
    out.writeNumberField("streamsWhole", report.streams().whole());
    out.writeNumberField("streamEvents", report.streams().events());
    out.writeEndObject();
  }

  /// @param withBudget whether the processor time by stage is in it
  static void scale(JsonGenerator out, ScaleReport report, boolean withBudget) throws IOException {
    out.writeStartObject();
    about(out, report.machine(), report.provider(), report.load(), report.rounds());
    out.writeArrayFieldStart("rows");
    for (ScaleReport.ScaleRow row : report.rows()) {
      out.writeStartObject();
      out.writeNumberField("notes", row.notes());
      out.writeNumberField("perSecond", row.perSecond());
      out.writeNumberField("p99Millis", row.p99Millis());
      out.writeNumberField("cpuMicrosPerItem", row.cpuMicrosPerItem());
      out.writeNumberField("cpuToSmallest", row.cpuToSmallest());
      out.writeNumberField("buildSeconds", row.buildSeconds());
      out.writeNumberField("logBytes", row.logBytes());
      out.writeNumberField("stateBytes", row.stateBytes());
      out.writeNumberField("openMillis", row.openMillis());
      out.writeNumberField("snapshotMillis", row.snapshotMillis());
      if (withBudget) {
        budget(out, row.budget());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void budget(JsonGenerator out, List<BudgetLine> budget) throws IOException {
    out.writeArrayFieldStart("budget");
    for (BudgetLine line : budget) {
      out.writeStartObject();
      out.writeStringField("stage", line.stage().name().toLowerCase(Locale.ROOT));
      out.writeNumberField("microsPerItem", line.microsPerItem());
      out.writeNumberField("share", line.share());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void about(
      JsonGenerator out, String machine, String provider, double load, int rounds)
      throws IOException {
    out.writeStringField("machine", machine);
    out.writeStringField("provider", provider);
    out.writeNumberField("load", load);
    out.writeNumberField("rounds", rounds);
  }

  private static void row(JsonGenerator out, Row row) throws IOException {
    out.writeStringField("name", row.name());
    out.writeNumberField("clients", row.clients());
    out.writeNumberField("perSecond", row.perSecond());
    out.writeNumberField("p50Millis", row.p50Millis());
    out.writeNumberField("p99Millis", row.p99Millis());
    out.writeNumberField("bytesPerItem", row.bytesPerItem());
    out.writeNumberField("cpuMicrosPerItem", row.cpuMicrosPerItem());
    out.writeNumberField("ratioToVerify", row.ratioToVerify());
  }
}
