package io.kedge.server.money.statement;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// Draws a sheet as a PDF: A4 across, the head of the table on every page, page n of m below.
public final class SheetPdf {
  private static final PDRectangle PAGE =
      new PDRectangle(
          /* width= */ PDRectangle.A4.getHeight(), /* height= */ PDRectangle.A4.getWidth());
  private static final float MARGIN = 40;
  private static final float FOOT = 12;
  private static final float PAD = 4;
  private static final float TITLE_SIZE = 17;
  private static final float TEXT_SIZE = 9;
  private static final float SMALL_SIZE = 7;
  private static final float LEADING = 1.35f;
  private static final Color INK = new Color(0x22, 0x26, 0x2b);
  private static final Color FAINT = new Color(0x77, 0x7e, 0x86);
  private static final Color RULE = new Color(0xd4, 0xd8, 0xdc);
  private static final Color HEAD = new Color(0xec, 0xf1, 0xf5);
  private static final Color BRAND = new Color(0x1f, 0x4e, 0x79);

  private final Sheet sheet;
  private final PDDocument document;
  private final Fonts fonts;
  private final float[] left;
  private PDPageContentStream out;
  private float y;

  private SheetPdf(Sheet sheet, PDDocument document) throws IOException {
    this.sheet = sheet;
    this.document = document;
    this.fonts = new Fonts(document);
    this.left = columnEdges(sheet.columns());
    this.out = page();
  }

  /// The document's bytes.
  ///
  /// @param madeAt when it was made, as its properties say
  public static byte[] bytes(Sheet sheet, Instant madeAt) {
    try (var document = new PDDocument()) {
      var information = document.getDocumentInformation();
      information.setTitle(sheet.title());
      information.setProducer("Kedge");
      information.setCreationDate(GregorianCalendar.from(madeAt.atZone(ZoneOffset.UTC)));
      document.getDocumentCatalog().setLanguage(sheet.language());
      new SheetPdf(sheet, document).draw();
      var bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] columnEdges(List<Sheet.Column> columns) {
    var weights = columns.stream().mapToInt(Sheet.Column::weight).sum();
    var edges = new float[columns.size() + 1];
    edges[0] = MARGIN;
    for (var i = 0; i < columns.size(); i++) {
      var width = (PAGE.getWidth() - 2 * MARGIN) * columns.get(i).weight() / weights;
      edges[i + 1] = edges[i] + width;
    }
    return edges;
  }

  private void draw() throws IOException {
    text(MARGIN, y - TITLE_SIZE, TITLE_SIZE, BRAND, sheet.title());
    y -= TITLE_SIZE * 1.5f;
    if (!sheet.subtitle().isEmpty()) {
      text(MARGIN, y - TEXT_SIZE, TEXT_SIZE, FAINT, sheet.subtitle());
      y -= TEXT_SIZE * 1.7f;
    }
    rule(BRAND, 1.2f);
    y -= 6;
    facts();
    head();
    for (var row : sheet.rows()) row(row, false);
    if (!sheet.totals().isEmpty()) row(new Sheet.Row(sheet.totals(), ""), true);
    notes();
    out.close();
    footers();
  }

  private PDPageContentStream page() throws IOException {
    var page = new PDPage(PAGE);
    document.addPage(page);
    y = PAGE.getHeight() - MARGIN;
    return new PDPageContentStream(document, page);
  }

  private void turn() throws IOException {
    out.close();
    out = page();
  }

  private void facts() throws IOException {
    var half = (PAGE.getWidth() - 2 * MARGIN) / 2;
    var labels = sheet.facts().stream().map(f -> fonts.width(f.label(), TEXT_SIZE));
    var indent = labels.reduce(0f, Math::max) + 10;
    for (var i = 0; i < sheet.facts().size(); i += 2) {
      var lines = 1;
      for (var side = 0; side < 2 && i + side < sheet.facts().size(); side++) {
        var fact = sheet.facts().get(i + side);
        var x = MARGIN + side * half;
        text(x, y - TEXT_SIZE, TEXT_SIZE, FAINT, fact.label());
        var wrapped = wrap(fact.value(), half - indent - 8, TEXT_SIZE);
        lines = Math.max(lines, wrapped.size());
        for (var n = 0; n < wrapped.size(); n++) {
          var at = y - TEXT_SIZE - n * TEXT_SIZE * LEADING;
          text(x + indent, at, TEXT_SIZE, INK, wrapped.get(n));
        }
      }
      y -= lines * TEXT_SIZE * LEADING + 3;
    }
    y -= 8;
  }

  private void head() throws IOException {
    var cells = new ArrayList<List<String>>();
    for (var i = 0; i < sheet.columns().size(); i++) {
      cells.add(wrap(sheet.columns().get(i).label(), inner(i), TEXT_SIZE));
    }
    var height = height(cells, "");
    fill(HEAD, height);
    cells(cells, BRAND);
    y -= height;
  }

  private void row(Sheet.Row row, boolean total) throws IOException {
    var cells = new ArrayList<List<String>>();
    for (var i = 0; i < row.cells().size(); i++) {
      cells.add(wrap(shown(row.cells().get(i)), inner(i), TEXT_SIZE));
    }
    var height = height(cells, row.proof());
    if (y - height < MARGIN + FOOT) {
      turn();
      head();
    }
    if (total) fill(HEAD, height);
    cells(cells, INK);
    if (!row.proof().isEmpty()) {
      text(MARGIN + PAD, y - height + PAD + 1, SMALL_SIZE, FAINT, row.proof());
    }
    y -= height;
    rule(RULE, 0.5f);
  }

  private static float height(List<List<String>> cells, String proof) {
    var lines = cells.stream().mapToInt(List::size).max().orElse(1);
    var below = proof.isEmpty() ? 0 : SMALL_SIZE * LEADING;
    return lines * TEXT_SIZE * LEADING + below + 2 * PAD - 2;
  }

  private void cells(List<List<String>> cells, Color color) throws IOException {
    for (var i = 0; i < cells.size(); i++) {
      var lines = cells.get(i);
      for (var n = 0; n < lines.size(); n++) {
        var line = lines.get(n);
        var x =
            sheet.columns().get(i).right()
                ? left[i + 1] - PAD - fonts.width(line, TEXT_SIZE)
                : left[i] + PAD;
        text(x, y - PAD - TEXT_SIZE + 1 - n * TEXT_SIZE * LEADING, TEXT_SIZE, color, line);
      }
    }
  }

  private void notes() throws IOException {
    y -= 8;
    for (var note : sheet.notes()) {
      for (var line : wrap(note, PAGE.getWidth() - 2 * MARGIN, TEXT_SIZE - 1)) {
        if (y - TEXT_SIZE < MARGIN + FOOT) turn();
        text(MARGIN, y - TEXT_SIZE, TEXT_SIZE - 1, FAINT, line);
        y -= TEXT_SIZE * LEADING;
      }
      y -= 2;
    }
  }

  private void footers() throws IOException {
    var count = document.getNumberOfPages();
    for (var n = 0; n < count; n++) {
      var number = (n + 1) + " / " + count;
      out =
          new PDPageContentStream(
              document, document.getPage(n), PDPageContentStream.AppendMode.APPEND, true);
      y = MARGIN;
      rule(RULE, 0.5f);
      var foot = y - SMALL_SIZE - 4;
      text(MARGIN, foot, SMALL_SIZE, FAINT, sheet.title() + "  " + sheet.subtitle());
      var x = PAGE.getWidth() - MARGIN - fonts.width(number, SMALL_SIZE);
      text(x, foot, SMALL_SIZE, FAINT, number);
      out.close();
    }
  }

  private float inner(int column) {
    return left[column + 1] - left[column] - 2 * PAD;
  }

  static String shown(Sheet.Cell cell) {
    return switch (cell) {
      case Sheet.Cell.Text(var text) -> text;
      case Sheet.Cell.Amount(var units, var digits) -> Amounts.text(units, digits);
      case Sheet.Cell.Empty() -> "";
    };
  }

  /// Breaks a text into lines: at blanks where there are some, else between characters.
  private List<String> wrap(String text, float width, float size) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var point : text.codePoints().toArray()) {
      line.appendCodePoint(point);
      if (point == '\n' || (line.length() > 1 && fonts.width(line.toString(), size) > width)) {
        var rest = cut(line, point);
        lines.add(line.toString().strip());
        line = new StringBuilder(rest);
      }
    }
    lines.add(line.toString().strip());
    return lines;
  }

  /// Shortens a line that is too long and gives what goes to the next one.
  private static String cut(StringBuilder line, int last) {
    if (last == '\n') return "";
    var lastLength = Character.charCount(last);
    var blank = line.lastIndexOf(" ");
    var latin = last < 0x2e80;
    var at = latin && blank > 0 ? blank + 1 : line.length() - lastLength;
    var rest = line.substring(at);
    line.setLength(at);
    return rest;
  }

  private void text(float x, float baseline, float size, Color color, String text)
      throws IOException {
    out.beginText();
    out.setNonStrokingColor(color);
    out.newLineAtOffset(x, baseline);
    for (var run : fonts.runs(text)) {
      out.setFont(run.font(), size);
      out.showText(run.text());
    }
    out.endText();
  }

  private void rule(Color color, float width) throws IOException {
    out.setStrokingColor(color);
    out.setLineWidth(width);
    out.moveTo(MARGIN, y);
    out.lineTo(PAGE.getWidth() - MARGIN, y);
    out.stroke();
  }

  private void fill(Color color, float height) throws IOException {
    out.setNonStrokingColor(color);
    out.addRect(MARGIN, y - height, PAGE.getWidth() - 2 * MARGIN, height);
    out.fill();
  }
}
