package io.kedge.scenario.audit;

import io.kedge.contract.Change;
import io.kedge.contract.Outcome;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.PartyId;
import io.kedge.voucher.Voucher;
import java.util.ArrayList;
import java.util.List;

/// Watches a ledger from outside: takes the changes and events of every command and checks the
/// [Law]s after each.
///
/// Not safe for use by several threads.
public final class Auditor {
  private final Books books = new Books();
  private final MoneyLaws money = new MoneyLaws();
  private final VoucherLaws vouchers = new VoucherLaws();
  private LedgerTime last = LedgerTime.of(0);

  /// Starts with the state the genesis made.
  public Auditor(List<Change> genesis) {
    books.apply(genesis);
    money.begin(genesis);
  }

  /// The auditor's own books; a wallet reads them too.
  public Books books() {
    return books;
  }

  /// Takes the result of one command.
  ///
  /// @param step what to call it in a violation
  /// @param now the ledger time it was decided at
  /// @param outcome what came of it
  /// @return the laws that do not hold now; none on a ledger in order
  public List<Violation> step(String step, LedgerTime now, Outcome outcome) {
    var broken = new ArrayList<Violation>();
    Finding finding = (law, detail) -> broken.add(new Violation(law, step, detail));
    finding.require(!now.isBefore(last), Law.TIME_NEVER_GOES_BACK, "from " + last + " to " + now);
    last = now;
    if (!outcome.accepted()) {
      finding.require(
          outcome.changes().isEmpty() && outcome.events().isEmpty(),
          Law.REFUSAL_CHANGES_NOTHING,
          outcome.code() + " with " + outcome.changes().size() + " changes");
      return broken;
    }
    requireOrder(outcome.changes(), finding);
    try {
      check(outcome, now, finding);
    } catch (IllegalArgumentException | ArithmeticException e) {
      finding.broken(Law.ALL_IS_READABLE, String.valueOf(e.getMessage()));
    }
    return broken;
  }

  private void check(Outcome outcome, LedgerTime now, Finding finding) {
    List<Change> changes = outcome.changes();
    List<Movement> movements = Movement.of(outcome.events());
    new NoteLaws(books, finding).check(movements, changes, now);
    var issues = vouchers.check(books, finding, movements, changes, outcome.events());
    books.apply(changes);
    var totals = new TotalLaws(books, finding, vouchers);
    totals.check(movements, changes, issues);
    money.check(books, finding, movements, changes, outcome.events());
    var assets = new AssetLaws(books, finding);
    assets.check(changes);
    for (InstrumentId issue : TotalLaws.touched(movements, changes)) {
      if (!books.isCash(issue)) {
        assets.checkUnits(issue, vouchers.figures(issue));
      }
    }
  }

  /// A party's open vouchers, the oldest first.
  public List<Voucher> openVouchers(PartyId holder) {
    return vouchers.openOf(holder);
  }

  /// Where the units of an instrument are.
  public Outstanding outstanding(InstrumentId instrument) {
    Books.Tally tally = books.tally(instrument);
    return new Outstanding(tally.notes, tally.locks, vouchers.figures(instrument).open);
  }

  /// Where the units of an instrument are.
  ///
  /// @param notes in notes
  /// @param locks in locks
  /// @param vouchers in vouchers that are still open
  public record Outstanding(long notes, long locks, long vouchers) {}

  private static void requireOrder(List<Change> changes, Finding finding) {
    for (int i = 1; i < changes.size(); i++) {
      finding.require(
          changes.get(i - 1).key().compareTo(changes.get(i).key()) < 0,
          Law.CHANGES_ARE_ORDERED,
          changes.get(i).key().value());
    }
  }
}
