package io.kedge.projection;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// The rows of a viewer: the condition that keeps everybody else's in the database.
public final class OwnRows {
  private OwnRows() {}

  /// True for rows in which one of the columns names the viewer's party, and for every row where
  /// the viewer sees everything.
  public static Condition of(Viewer viewer, List<Field<String>> columns) {
    if (viewer.everything()) {
      return DSL.noCondition();
    }
    return viewer
        .party()
        .map(own -> DSL.or(columns.stream().map(column -> column.eq(own.value())).toList()))
        .orElse(DSL.falseCondition());
  }

  /// The same for one column.
  public static Condition of(Viewer viewer, Field<String> column) {
    return of(viewer, List.of(column));
  }
}
