package io.kedge.scenario.goods;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table in RFC 4180 form, read strictly: a header row, every row with as many fields, quotes
/// only where the standard has them.
public final class Csv {
  /// One row below the header.
  ///
  /// @param line where it begins, from 1
  /// @param fields its fields by column name, in column order
  /// @param text the row as it stands in the table, without its line end
  public record Row(int line, Map<String, String> fields, String text) {}

  private final String text;
  private int position;
  private int line = 1;

  private Csv(String text) {
    this.text = text;
  }

  /// Reads a table.
  ///
  /// @throws GoodsException where it is not one, naming the line
  public static List<Row> read(String text) {
    var csv = new Csv(text);
    List<String> header = csv.record();
    if (header.stream().distinct().count() != header.size()) {
      throw new GoodsException(1, "CSV", "the header names a column twice");
    }
    var rows = new ArrayList<Row>();
    while (csv.position < text.length()) {
      int begin = csv.line;
      int from = csv.position;
      List<String> fields = csv.record();
      if (fields.size() != header.size()) {
        throw new GoodsException(
            begin, "CSV", fields.size() + " fields instead of " + header.size());
      }
      var named = new LinkedHashMap<String, String>();
      for (int i = 0; i < fields.size(); i++) {
        named.put(header.get(i), fields.get(i));
      }
      rows.add(new Row(begin, named, withoutLineEnd(text.substring(from, csv.end()))));
    }
    return rows;
  }

  private int end() {
    return Math.min(position, text.length());
  }

  private static String withoutLineEnd(String row) {
    String line = row.endsWith("\n") ? row.substring(0, row.length() - 1) : row;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private List<String> record() {
    var fields = new ArrayList<String>();
    while (true) {
      fields.add(at('"') ? quoted() : plain());
      if (!at(',')) {
        break;
      }
      position++;
    }
    if (at('\r')) {
      position++;
    }
    if (position < text.length() && !at('\n')) {
      throw new GoodsException(line, "CSV", "text after a closing quotation mark");
    }
    position++;
    line++;
    return fields;
  }

  private String plain() {
    int begin = position;
    while (position < text.length() && !at(',') && !at('\n') && !at('\r')) {
      if (at('"')) {
        throw new GoodsException(line, "CSV", "a quotation mark inside a field without quotes");
      }
      position++;
    }
    return text.substring(begin, position);
  }

  private String quoted() {
    var field = new StringBuilder();
    int begin = line;
    position++;
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '"' && !at('"')) {
        return field.toString();
      }
      if (c == '"') {
        position++;
      }
      line += c == '\n' ? 1 : 0;
      field.append(c);
    }
    throw new GoodsException(begin, "CSV", "a quotation never ends");
  }

  private boolean at(char c) {
    return position < text.length() && text.charAt(position) == c;
  }
}
