package io.kedge.server.money.statement;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a sheet's table as CSV (RFC 4180), UTF-8 with a byte order mark so that Excel reads
/// Chinese. A text that a spreadsheet would take for a formula gets an apostrophe before it.
public final class SheetCsv {
  private SheetCsv() {}

  /// The file's bytes.
  public static byte[] bytes(Sheet sheet) {
    var text = new StringBuilder("\uFEFF");
    text.append(line(sheet.columns().stream().map(Sheet.Column::label).toList()));
    for (var row : sheet.rows()) {
      text.append(line(row.cells().stream().map(SheetCsv::plain).toList()));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String plain(Sheet.Cell cell) {
    return switch (cell) {
      case Sheet.Cell.Text(var text) ->
          !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
      case Sheet.Cell.Amount(var units, var digits) ->
          Amounts.decimal(units, digits).toPlainString();
      case Sheet.Cell.Empty() -> "";
    };
  }

  private static String line(List<String> fields) {
    return fields.stream()
        .map(f -> f.matches("[^\",\r\n]*") ? f : "\"" + f.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(",", "", "\r\n"));
  }
}
