package io.kedge.projection;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// Cuts texts into the pieces by which they are found, in Chinese and in languages with spaces: of
/// a Chinese run every character and every pair, of a word all its beginnings. A text is found by a
/// query where it has all of the query's pieces; the pieces stand in an array with a GIN index, so
/// no extension of PostgreSQL is needed.
public final class SearchText {
  private static final int WORD_LENGTH_MAX = 32;
  private static final int PIECES_MAX = 4_096;
  private static final int QUERY_PIECES_MAX = 32;

  private SearchText() {}

  /// The pieces by which texts are found.
  public static String[] pieces(Collection<String> texts) {
    var pieces = new TreeSet<String>();
    for (String text : texts) {
      cut(text, pieces, true);
    }
    return pieces.stream().limit(PIECES_MAX).toArray(String[]::new);
  }

  /// The pieces that a text must have to be found by a query.
  public static String[] query(String query) {
    var pieces = new TreeSet<String>();
    cut(query, pieces, false);
    return pieces.stream().limit(QUERY_PIECES_MAX).toArray(String[]::new);
  }

  private static void cut(String text, SortedSet<String> pieces, boolean whole) {
    int[] points =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .toArray();
    int at = 0;
    while (at < points.length) {
      int end = at;
      boolean chinese = Character.isIdeographic(points[at]);
      while (end < points.length
          && Character.isLetterOrDigit(points[end])
          && Character.isIdeographic(points[end]) == chinese) {
        end++;
      }
      if (end > at) {
        if (chinese) {
          pairs(points, at, end, pieces, whole);
        } else {
          beginnings(points, at, end, pieces, whole);
        }
      }
      at = Math.max(end, at + 1);
    }
  }

  private static void pairs(int[] points, int from, int to, SortedSet<String> out, boolean all) {
    for (int i = from; i < to; i++) {
      if (all || to - from == 1) {
        out.add(new String(points, i, 1));
      }
      if (i + 1 < to) {
        out.add(new String(points, i, 2));
      }
    }
  }

  private static void beginnings(
      int[] points, int from, int to, SortedSet<String> out, boolean all) {
    int length = Math.min(to - from, WORD_LENGTH_MAX);
    for (int size = all ? 1 : length; size <= length; size++) {
      out.add(new String(points, from, size));
    }
  }
}
