package io.kedge.cli;

import java.util.ArrayList;
import java.util.List;

/// A table for a terminal, whose columns line up also where Chinese characters take two cells.
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] right;

  /// A table with a heading.
  ///
  /// @param right which columns are flush right, by index
  TextTable(List<String> heading, int... right) {
    this.right = new boolean[heading.size()];
    for (int column : right) {
      this.right[column] = true;
    }
    rows.add(List.copyOf(heading));
  }

  void row(List<String> cells) {
    if (cells.size() != right.length) {
      throw new IllegalArgumentException("a row has as many cells as the heading");
    }
    rows.add(List.copyOf(cells));
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  List<String> lines() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    var lines = new ArrayList<String>();
    for (List<String> row : rows) {
      lines.add(line(row, widths));
      if (lines.size() == 1) {
        lines.add(rule(widths));
      }
    }
    return lines;
  }

  /// The same table in Markdown.
  List<String> markdown() {
    var lines = new ArrayList<String>();
    for (List<String> row : rows) {
      lines.add("| " + String.join(" | ", row) + " |");
      if (lines.size() == 1) {
        var rule = new StringBuilder("|");
        for (boolean flushRight : right) {
          rule.append(flushRight ? "---:|" : "---|");
        }
        lines.add(rule.toString());
      }
    }
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : "  ");
      line.append(right[i] ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append("─".repeat(widths[i]));
    }
    return line.toString();
  }

  /// How many terminal cells a text takes: two for what East Asian fonts draw wide.
  static int width(String text) {
    return text.codePoints().map(TextTable::cells).sum();
  }

  private static int cells(int c) {
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
