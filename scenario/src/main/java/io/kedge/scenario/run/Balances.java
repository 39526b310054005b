package io.kedge.scenario.run;

import io.kedge.kernel.InstrumentId;
import io.kedge.note.Instrument;
import io.kedge.scenario.audit.Books;
import java.util.TreeMap;

/// All balances as a table that is kept in `expected/` and compared byte for byte.
public final class Balances {
  private Balances() {}

  /// `party,instrument,free,locked`, sorted by party and symbol, whole units, one line each.
  public static String csv(Books books) {
    var rows = new TreeMap<String, long[]>();
    books.notes().values().stream()
        .forEach(
            n ->
                row(books, rows, n.owner().value(), n.amount().instrument())[0] +=
                    n.amount().units());
    books.locks().values().stream()
        .forEach(
            l ->
                row(books, rows, l.owner().value(), l.amount().instrument())[1] +=
                    l.amount().units());
    var csv = new StringBuilder("party,instrument,free,locked\n");
    rows.forEach(
        (key, units) ->
            csv.append(key).append(',').append(units[0]).append(',').append(units[1]).append('\n'));
    return csv.toString();
  }

  private static long[] row(
      Books books, TreeMap<String, long[]> rows, String owner, InstrumentId id) {
    String symbol = books.instrument(id).map(Instrument::symbol).orElse(id.value());
    return rows.computeIfAbsent(owner + "," + symbol, _ -> new long[2]);
  }
}
