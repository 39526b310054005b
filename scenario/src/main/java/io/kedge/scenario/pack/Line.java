package io.kedge.scenario.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// One line of a pack with the lines indented below it. Comments and empty lines are gone.
///
/// @param place where it stands
/// @param text the line without its indentation
/// @param children the lines below it, one level deeper
record Line(Place place, String text, List<Line> children) {
  Line {
    children = List.copyOf(children);
  }

  /// The lines of a text as trees: a line belongs to the nearest line above it that is indented
  /// less, and the lines that belong to one line are indented alike.
  static List<Line> read(String file, String content) {
    var reader = new Reader(file, content);
    return reader.block(-1);
  }

  /// The same lines with their texts changed and told from another place.
  Line map(Place at, UnaryOperator<String> change) {
    return new Line(
        at, change.apply(text), children.stream().map(child -> child.map(at, change)).toList());
  }

  private static final class Reader {
    private final String file;
    private final String[] rows;
    private int next;

    Reader(String file, String content) {
      this.file = file;
      this.rows = content.split("\n", -1);
    }

    List<Line> block(int parentIndent) {
      var lines = new ArrayList<Line>();
      int indent = -1;
      while (skipToContent()) {
        int own = indentOf(rows[next]);
        if (own <= parentIndent) {
          break;
        }
        if (indent < 0) {
          indent = own;
        }
        Place place = new Place(file, next + 1);
        if (own != indent) {
          throw new PackException(place, "the indentation fits no line above");
        }
        String text = rows[next].strip();
        next++;
        lines.add(new Line(place, text, block(own)));
      }
      return lines;
    }

    private boolean skipToContent() {
      while (next < rows.length) {
        String row = rows[next].strip();
        if (!row.isEmpty() && row.charAt(0) != '#') {
          return true;
        }
        next++;
      }
      return false;
    }

    private int indentOf(String row) {
      int spaces = 0;
      while (row.charAt(spaces) == ' ') {
        spaces++;
      }
      if (Character.isWhitespace(row.charAt(spaces))) {
        throw new PackException(
            new Place(file, next + 1), "only spaces indent a line, and it has a tab or the like");
      }
      return spaces;
    }
  }
}
