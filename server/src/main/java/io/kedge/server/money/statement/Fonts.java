package io.kedge.server.money.statement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/// The typeface of papers: Noto Sans SC for what GB 2312 has, Droid Sans Fallback for rarer Chinese
/// characters, as names have them. Only the glyphs that are used go into the document.
final class Fonts {
  /// Stands for a character that neither has: 〓, as Chinese printers do.
  private static final String UNKNOWN = "〓";

  private final PDDocument document;
  private final PDFont first;
  private @Nullable PDFont second;

  Fonts(PDDocument document) {
    this.document = document;
    this.first = load("noto-sans-sc.ttf.gz");
  }

  /// A piece of text with the font that has all of it.
  record Run(PDFont font, String text) {}

  List<Run> runs(String text) {
    var runs = new ArrayList<Run>();
    var piece = new StringBuilder();
    PDFont current = first;
    for (var point : text.codePoints().toArray()) {
      var character = Character.isISOControl(point) ? " " : Character.toString(point);
      var font = fontOf(character);
      if (font == null) {
        character = UNKNOWN;
        font = first;
      }
      if (!font.equals(current) && !piece.isEmpty()) {
        runs.add(new Run(current, piece.toString()));
        piece.setLength(0);
      }
      current = font;
      piece.append(character);
    }
    if (!piece.isEmpty()) runs.add(new Run(current, piece.toString()));
    return runs;
  }

  float width(String text, float size) {
    try {
      var width = 0f;
      for (var run : runs(text)) width += run.font().getStringWidth(run.text()) * size / 1000;
      return width;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable PDFont fontOf(String character) {
    if (has(first, character)) return first;
    if (second == null) second = load("droid-sans-fallback.ttf.gz");
    return has(second, character) ? second : null;
  }

  private static boolean has(PDFont font, String character) {
    try {
      return font.encode(character).length > 0;
    } catch (IllegalArgumentException missing) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PDFont load(String name) {
    try (var packed = Fonts.class.getResourceAsStream(name)) {
      if (packed == null) throw new IllegalStateException("no font " + name);
      try (var font = new GZIPInputStream(packed)) {
        return PDType0Font.load(document, font, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
