package io.kedge.contract;

import io.kedge.kernel.Limits;
import java.util.List;

/// The bounds on what one command may change (format.md "State").
final class ChangeLimits {
  private ChangeLimits() {}

  static void check(List<Change> changes) {
    long notesIn = 0;
    long notesOut = 0;
    for (Change change : changes) {
      if (change.key().isOf("note")) {
        switch (change) {
          case Change.Put _ -> notesOut++;
          case Change.Delete _ -> notesIn++;
        }
      }
    }
    RefusedException.unless(
        changes.size() <= Limits.STANDARD.keysMax()
            && notesIn <= Limits.STANDARD.notesInMax()
            && notesOut <= Limits.STANDARD.notesOutMax(),
        CommandRefusal.TOO_MANY_CHANGES,
        changes.size(),
        "keys,",
        notesIn,
        "notes in,",
        notesOut,
        "notes out");
  }
}
