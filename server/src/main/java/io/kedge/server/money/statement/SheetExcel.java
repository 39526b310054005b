package io.kedge.server.money.statement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// Writes a sheet as an Excel workbook. Amounts are numbers that add up; those with more than
/// fifteen digits, which Excel would round, are texts.
public final class SheetExcel {
  private static final long NUMBER_MAX = 999_999_999_999_999L;

  private final Sheet sheet;
  private final Worksheet page;
  private int row;

  private SheetExcel(Sheet sheet, Worksheet page) {
    this.sheet = sheet;
    this.page = page;
  }

  /// The workbook's bytes.
  public static byte[] bytes(Sheet sheet) {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new Workbook(bytes, "Kedge", "1.0")) {
      var name = sheet.language().startsWith("zh") ? "对账单" : "Statement";
      new SheetExcel(sheet, workbook.newWorksheet(name)).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write() {
    page.value(row, 0, sheet.title());
    page.style(row++, 0).bold().fontSize(16).set();
    if (!sheet.subtitle().isEmpty()) page.value(row++, 0, sheet.subtitle());
    for (var fact : sheet.facts()) {
      page.value(row, 0, fact.label());
      page.value(row++, 1, fact.value());
    }
    row++;
    head();
    var proofs = sheet.rows().stream().anyMatch(r -> !r.proof().isEmpty());
    for (var line : sheet.rows()) {
      cells(line.cells());
      if (proofs) page.value(row, sheet.columns().size(), line.proof());
      row++;
    }
    if (!sheet.totals().isEmpty()) {
      cells(sheet.totals());
      page.range(row, 0, row, sheet.columns().size() - 1).style().bold().set();
      row++;
    }
    row++;
    for (var note : sheet.notes()) page.value(row++, 0, note);
  }

  private void head() {
    for (var i = 0; i < sheet.columns().size(); i++) {
      page.value(row, i, sheet.columns().get(i).label());
      page.width(i, Math.max(12, sheet.columns().get(i).weight()));
    }
    var last = sheet.columns().size() - 1;
    page.range(row, 0, row, last).style().bold().fillColor("ECF1F5").set();
    page.freezePane(0, row + 1);
    row++;
  }

  private void cells(List<Sheet.Cell> cells) {
    for (var i = 0; i < cells.size(); i++) {
      switch (cells.get(i)) {
        case Sheet.Cell.Text(var text) -> page.value(row, i, text);
        case Sheet.Cell.Amount(var units, var digits) -> amount(i, units, digits);
        case Sheet.Cell.Empty() -> {}
      }
    }
  }

  private void amount(int column, long units, int digits) {
    if (units > NUMBER_MAX || units < -NUMBER_MAX) {
      page.value(row, column, Amounts.text(units, digits));
      return;
    }
    page.value(row, column, Amounts.decimal(units, digits));
    page.style(row, column).format(digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits)).set();
  }
}
