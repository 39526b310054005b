package io.kedge.scenario.run;

import io.kedge.kernel.InstrumentId;
import io.kedge.note.Instrument;
import io.kedge.scenario.audit.Books;
import io.kedge.scenario.pack.Place;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Instruments by the symbols people know them by, and amounts as people write them.
final class Symbols {
  private final Books books;

  Symbols(Books books) {
    this.books = books;
  }

  Instrument require(Place place, String symbol) {
    List<Instrument> found =
        books.instruments().values().stream().filter(i -> i.symbol().equals(symbol)).toList();
    if (found.size() != 1) {
      throw ScenarioFailure.stop(
          ScenarioFailure.Kind.STORY,
          place,
          "the symbol " + symbol,
          "one instrument",
          found.size() + " of them");
    }
    return found.getFirst();
  }

  /// Whole units of an amount: `100` of an issue, `250.00` of money.
  long units(Place place, String number, Instrument instrument) {
    try {
      return new BigDecimal(number)
          .movePointRight(digits(instrument))
          .setScale(0, RoundingMode.UNNECESSARY)
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw ScenarioFailure.stop(
          ScenarioFailure.Kind.STORY,
          place,
          "an amount of " + instrument.symbol(),
          "whole units, " + digits(instrument) + " digits after the point",
          number);
    }
  }

  /// An amount as people write it.
  String text(InstrumentId id, long units) {
    Instrument instrument = books.instruments().get(id);
    if (instrument == null) {
      return units + " " + id;
    }
    return BigDecimal.valueOf(units, digits(instrument)).toPlainString()
        + " "
        + instrument.symbol();
  }

  private int digits(Instrument instrument) {
    return books.digits(instrument.id());
  }
}
