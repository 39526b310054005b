package io.kedge.scenario.audit;

import io.kedge.contract.Change;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.WireReader;
import io.kedge.note.Instrument;
import io.kedge.note.StripedTotal;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The laws about sums: what the state says there is, and what there is.
final class TotalLaws {
  private final Books books;
  private final Finding finding;
  private final VoucherLaws vouchers;

  TotalLaws(Books books, Finding finding, VoucherLaws vouchers) {
    this.books = books;
    this.finding = finding;
    this.vouchers = vouchers;
  }

  /// Checks the sums of every instrument the command touched, in the state after it.
  void check(List<Movement> movements, List<Change> changes, SortedSet<InstrumentId> issues) {
    SortedSet<InstrumentId> touched = touched(movements, changes);
    touched.addAll(issues);
    for (InstrumentId instrument : touched) {
      Books.Tally tally = books.tally(instrument);
      same(instrument, StripedTotal.Name.SUPPLY, Math.addExact(tally.notes, tally.locks));
      VoucherLaws.Figures figures = vouchers.figures(instrument);
      same(instrument, StripedTotal.Name.OPEN_VOUCHERS, figures.open);
      same(instrument, StripedTotal.Name.TAKEN, figures.taken);
      same(instrument, StripedTotal.Name.EXPIRED, figures.expired);
      books.instrument(instrument).ifPresent(i -> holders(i, tally));
    }
  }

  private void same(InstrumentId instrument, StripedTotal.Name name, long counted) {
    long kept = total(instrument, name);
    finding.require(
        kept == counted,
        Law.TOTALS_ARE_SUMS,
        name + " of " + instrument + " is kept as " + kept + " and is " + counted);
  }

  /// Adds up the rows here, not with the contracts' own code.
  private long total(InstrumentId instrument, StripedTotal.Name name) {
    BigInteger sum = BigInteger.ZERO;
    for (Bytes row : books.entries("total", instrument.value(), name.name()).values()) {
      sum = sum.add(BigInteger.valueOf(number(row, "kedge.total")));
    }
    return sum.longValueExact();
  }

  private void holders(Instrument instrument, Books.Tally tally) {
    if (instrument.holdersMax() == 0) {
      return;
    }
    var kept = new TreeMap<String, Long>();
    books
        .entries("holding", instrument.id().value())
        .forEach(
            (key, value) ->
                kept.put(
                    key.id().substring(key.id().indexOf('|') + 1), number(value, "kedge.holding")));
    var counted = new TreeMap<String, Long>();
    tally.byOwner.forEach((owner, units) -> counted.put(owner.value(), units));
    finding.require(
        kept.equals(counted),
        Law.HOLDERS_ARE_COUNTED,
        instrument.symbol() + " is kept as " + kept + " and is " + counted);
    long holders = total(instrument.id(), StripedTotal.Name.HOLDERS);
    finding.require(
        holders == counted.size() && holders <= instrument.holdersMax(),
        Law.HOLDERS_ARE_COUNTED,
        instrument.symbol() + " counts " + holders + " holders of " + counted.size());
  }

  private static long number(Bytes value, String tag) {
    var in = new WireReader(value, tag).expectVersion(1);
    long number = in.i64();
    in.end();
    return number;
  }

  /// The instruments that movements or totals of a command name.
  static SortedSet<InstrumentId> touched(List<Movement> movements, List<Change> changes) {
    var touched = new TreeSet<InstrumentId>();
    for (Movement movement : movements) {
      switch (movement) {
        case Movement.Made(var note) -> touched.add(note.amount().instrument());
        case Movement.Locked(var lock) -> touched.add(lock.amount().instrument());
        case Movement.Minted(var amount) -> touched.add(amount.instrument());
        case Movement.Burned(var amount) -> touched.add(amount.instrument());
        case Movement.Spent _, Movement.Ended _, Movement.Forced _ -> {}
      }
    }
    for (Change change : changes) {
      String concept = change.key().concept();
      if (concept.equals("total") || concept.equals("holding")) {
        String id = change.key().id();
        touched.add(new InstrumentId(id.substring(0, id.indexOf('|'))));
      }
    }
    return touched;
  }
}
