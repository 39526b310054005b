package io.kedge.scenario.audit;

import io.kedge.cash.Deposit;
import io.kedge.contract.Change;
import io.kedge.contract.Event;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.WireReader;
import io.kedge.note.LockEnd;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The law about money: what is on the ledger is what came in at the banks and did not go out.
/// Keeps its own sums from command to command. They have no limit: what came in and went out over
/// the years can be more than is ever there at once.
final class MoneyLaws {
  private static final String PAID_OUT = "cash.paid-out";

  private final SortedMap<String, Deposit> deposits = new TreeMap<>();
  private final SortedMap<InstrumentId, BigInteger> standing = new TreeMap<>();
  private final SortedMap<InstrumentId, BigInteger> paidOut = new TreeMap<>();

  /// Takes the deposits that a state begins with.
  void begin(List<Change> changes) {
    changes.forEach(this::book);
  }

  /// Checks every kind of cash the command minted or burned.
  void check(
      Books books,
      Finding finding,
      List<Movement> movements,
      List<Change> changes,
      List<Event> events) {
    changes.forEach(this::book);
    List<String> payments =
        events.stream().filter(e -> e.tag().equals(PAID_OUT)).map(MoneyLaws::lock).toList();
    for (String lock : payments) {
      finding.require(
          payments.size() == 1 && movements.contains(new Movement.Ended(lock, LockEnd.EXECUTED)),
          Law.CASH_IS_DEPOSITED,
          "paid out is not the withdrawal that ended: " + lock);
    }
    for (Movement movement : movements) {
      switch (movement) {
        case Movement.Burned(var amount) -> {
          if (!payments.isEmpty()) {
            paidOut.merge(amount.instrument(), BigInteger.valueOf(amount.units()), BigInteger::add);
          }
          require(books, finding, amount.instrument());
        }
        case Movement.Minted(var amount) -> require(books, finding, amount.instrument());
        case Movement.Made _, Movement.Spent _, Movement.Locked _, Movement.Ended _ -> {}
        case Movement.Forced _ -> {}
      }
    }
  }

  private static String lock(Event event) {
    return new WireReader(event.body(), PAID_OUT).expectVersion(1).text();
  }

  private void book(Change change) {
    if (change.key().concept().equals("deposit")) {
      Deposit before = deposits.remove(change.key().id());
      if (before != null) {
        add(before, -1);
      }
      if (change instanceof Change.Put(var key, var value)) {
        Deposit deposit = Deposit.decode(value);
        deposits.put(key.id(), deposit);
        add(deposit, 1);
      }
    }
  }

  private void add(Deposit deposit, int sign) {
    long stands = Math.subtractExact(deposit.amount().units(), deposit.corrected());
    BigInteger signed = BigInteger.valueOf(sign).multiply(BigInteger.valueOf(stands));
    standing.merge(deposit.amount().instrument(), signed, BigInteger::add);
  }

  private void require(Books books, Finding finding, InstrumentId instrument) {
    if (!books.isCash(instrument)) {
      return;
    }
    BigInteger in = standing.getOrDefault(instrument, BigInteger.ZERO);
    BigInteger out = paidOut.getOrDefault(instrument, BigInteger.ZERO);
    Books.Tally there = books.tally(instrument);
    long supply = Math.addExact(there.notes, there.locks);
    finding.require(
        in.equals(out.add(BigInteger.valueOf(supply))),
        Law.CASH_IS_DEPOSITED,
        instrument + ": deposits " + in + ", on the ledger " + supply + ", paid out " + out);
  }
}
