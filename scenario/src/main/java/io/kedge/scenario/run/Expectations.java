package io.kedge.scenario.run;

import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.Json;
import io.kedge.kernel.PartyId;
import io.kedge.note.Instrument;
import io.kedge.scenario.audit.Auditor;
import io.kedge.scenario.audit.Books;
import io.kedge.scenario.pack.Statement;
import io.kedge.scenario.pack.Statement.Expectation;
import java.util.TreeMap;

/// Compares what a pack states with the auditor's books.
final class Expectations {
  private final Story story;
  private final Books books;
  private final Symbols symbols;

  Expectations(Story story) {
    this.story = story;
    this.books = story.books();
    this.symbols = new Symbols(books);
  }

  /// @throws ScenarioFailure.Stop where it is not so
  void require(Expectation expectation) {
    switch (expectation) {
      case Expectation.Holds holds -> holds(holds);
      case Expectation.Outstanding outstanding -> outstanding(outstanding);
      case Expectation.Holders holders -> holders(holders);
      case Expectation.LockIs lock -> lock(lock);
      case Expectation.Says says -> says(says);
    }
  }

  private void holds(Expectation.Holds holds) {
    var expected = new TreeMap<String, Long>();
    for (Statement.Amount amount : holds.amounts()) {
      Instrument instrument = symbols.require(holds.place(), amount.symbol());
      String name = amount.symbol() + (amount.locked() ? " locked" : "");
      long units = symbols.units(holds.place(), amount.number(), instrument);
      if (expected.put(name, units) != null) {
        throw stop(holds, "the row of " + holds.party(), "each amount once", name + " twice");
      }
    }
    expected.values().removeIf(units -> units == 0);
    var found = new TreeMap<String, Long>();
    for (var instrument : books.instruments().values()) {
      var party = new PartyId(holds.party());
      found.put(instrument.symbol(), books.held(party, instrument.id(), false));
      found.put(instrument.symbol() + " locked", books.held(party, instrument.id(), true));
    }
    found.values().removeIf(units -> units == 0);
    if (!expected.equals(found)) {
      throw stop(holds, "balance of " + holds.party(), expected.toString(), found.toString());
    }
  }

  private void outstanding(Expectation.Outstanding wanted) {
    InstrumentId id = symbols.require(wanted.place(), wanted.symbol()).id();
    Auditor.Outstanding found = story.auditor().outstanding(id);
    var expected = new Auditor.Outstanding(wanted.notes(), wanted.locks(), wanted.vouchers());
    if (!expected.equals(found)) {
      throw stop(wanted, "outstanding " + wanted.symbol(), expected.toString(), found.toString());
    }
  }

  private void holders(Expectation.Holders wanted) {
    InstrumentId id = symbols.require(wanted.place(), wanted.symbol()).id();
    long found = books.holders(id);
    if (found != wanted.count()) {
      throw stop(wanted, "holders of " + wanted.symbol(), "" + wanted.count(), "" + found);
    }
  }

  private void lock(Expectation.LockIs wanted) {
    String id = new Resolver(story, "").text(wanted.place(), wanted.lock());
    String found =
        books
            .end(id)
            .map(Enum::name)
            .orElse(books.locks().containsKey(id) ? "RUNNING" : "never there");
    if (!found.equals(wanted.state())) {
      throw stop(wanted, "lock " + id, wanted.state(), found);
    }
  }

  private void says(Expectation.Says says) {
    var resolver = new Resolver(story, "");
    String id =
        String.join("|", says.id().stream().map(v -> resolver.text(says.place(), v)).toList());
    says.members()
        .forEach(
            (path, value) -> {
              String expected =
                  switch (resolver.json(value)) {
                    case Json.Text(String text) -> text;
                    case Json.Truth(boolean truth) -> Boolean.toString(truth);
                    case Json.Whole(long number) -> Long.toString(number);
                    case Json.Obj _, Json.Arr _ -> "something that is not one value";
                  };
              String found =
                  Inspector.member(books.state(), says.concept(), id, path)
                      .orElse("there is no such member or entry");
              if (!expected.equals(found)) {
                throw stop(says, says.concept() + " " + id + ": " + path, expected, found);
              }
            });
  }

  private static ScenarioFailure.Stop stop(
      Expectation at, String what, String expected, String found) {
    return ScenarioFailure.stop(
        ScenarioFailure.Kind.EXPECTATION, at.place(), what, expected, found);
  }
}
