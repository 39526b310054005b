package io.kedge.server.money;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The proof that the notes equal the trust balance: the bank's closing balance less the cash notes
/// outstanding, taken apart into named differences. What cannot be named stays as `unexplained`.
///
/// @param day of the bank's statement
/// @param bankUnits the bank's closing booked balance, minor units
/// @param notesUnits cash notes outstanding on the ledger, locked ones included
/// @param lines the named differences, in the order of [Difference]
/// @param unexplained `bankUnits − notesUnits − Σ lines`
public record Reconciliation(
    LocalDate day, long bankUnits, long notesUnits, List<Line> lines, long unexplained) {

  /// Why bank and notes differ. Each kind has one sign, told from the bank's side.
  public enum Difference {
    /// Notified by the bank, not in a statement yet: turned round, as the statement lacks it.
    NOT_STATED_YET(false),
    /// A deposit whose party is not known.
    DEPOSIT_UNMATCHED(false),
    /// A deposit held for review.
    DEPOSIT_HELD(false),
    /// A deposit that waits for its officers, or for the ledger.
    DEPOSIT_TO_MINT(false),
    /// A deposit on its way back to its payer.
    DEPOSIT_TO_RETURN(false),
    /// The bank paid, the notes are not burned yet.
    PAID_NOT_BURNED(false),
    /// The notes are burned, the bank has not told of the payment yet.
    BURNED_NOT_PAID(false),
    /// Bank charges and interest, which belong to the agent.
    CHARGES_AND_INTEREST(false),
    /// The agent's own money, beyond what claims needed.
    OWN_FUNDS(false),
    /// The bank took a deposit back after it was minted, and the loss is not made good.
    RECALL_OPEN(true),
    /// Minted, and the bank has no such deposit.
    MINTED_WITHOUT_DEPOSIT(true),
    /// A deposit was minted in another amount.
    MINTED_OTHER_AMOUNT(true),
    /// A payment was burned in another amount.
    BURNED_OTHER_AMOUNT(true),
    /// A debit that nobody ordered.
    UNKNOWN_DEBIT(true);

    private final boolean defect;

    Difference(boolean defect) {
      this.defect = defect;
    }

    /// True where somebody must act; false where time alone settles it, or nothing is owed.
    public boolean defect() {
      return defect;
    }
  }

  /// One named difference.
  ///
  /// @param kind why
  /// @param reference of the bank's entry, the payment or the deposit
  /// @param units signed: what the bank has more than the notes because of it
  /// @param detail for people: state, party, names
  public record Line(Difference kind, String reference, long units, String detail) {}

  /// How a reconciliation ends.
  public enum Verdict {
    /// Bank and notes are equal to the unit.
    EQUAL,
    /// They differ by items that are on their way, all named.
    IN_TRANSIT,
    /// All is named, and somebody must act.
    DEFECT,
    /// Something cannot be named.
    UNEXPLAINED
  }

  /// The bank's side.
  ///
  /// @param day of the newest statement
  /// @param closingUnits its closing balance
  /// @param openingUnits balance before the first entry we have
  /// @param entries all booked entries since, stated or notified
  public record BankSide(
      LocalDate day, long closingUnits, long openingUnits, List<BookedEntry> entries) {}

  /// A booked entry, with what was made of it here.
  ///
  /// @param reference unique on its account
  /// @param kind what it is to us
  /// @param signedUnits positive for a credit
  /// @param stated true where a statement had it
  /// @param belongsTo the reference of the deposit it concerns (recall, return, cover), or of the
  ///     payment of ours it is
  /// @param state of the deposit, where it is one
  public record BookedEntry(
      String reference,
      EntryKind kind,
      long signedUnits,
      boolean stated,
      Optional<String> belongsTo,
      Optional<DepositState> state) {}

  /// The ledger's side.
  ///
  /// @param notesUnits outstanding
  /// @param minted what stands of each mint, by the bank's reference
  /// @param burned each payment out, by its reference
  public record LedgerSide(long notesUnits, Map<String, Long> minted, Map<String, Long> burned) {}

  /// Compares both sides.
  ///
  /// @throws ArithmeticException where a sum does not fit 64 bits
  public static Reconciliation of(BankSide bank, LedgerSide ledger) {
    var lines = new ArrayList<Line>();
    for (var entry : bank.entries()) {
      if (!entry.stated()) {
        lines.add(
            new Line(
                Difference.NOT_STATED_YET,
                entry.reference(),
                Math.negateExact(entry.signedUnits()),
                entry.kind().name()));
      }
    }
    deposits(bank, ledger, lines);
    payments(bank, ledger, lines);
    ownMoney(bank, lines);
    lines.sort(
        java.util.Comparator.comparing(Line::kind)
            .thenComparing(Line::reference)
            .thenComparingLong(Line::units));
    var named = lines.stream().mapToLong(Line::units).reduce(0, Math::addExact);
    var unexplained =
        Math.subtractExact(Math.subtractExact(bank.closingUnits(), ledger.notesUnits()), named);
    return new Reconciliation(
        bank.day(), bank.closingUnits(), ledger.notesUnits(), List.copyOf(lines), unexplained);
  }

  /// How it ends.
  public Verdict verdict() {
    if (unexplained != 0) return Verdict.UNEXPLAINED;
    if (lines.stream().anyMatch(l -> l.kind().defect())) return Verdict.DEFECT;
    return lines.isEmpty() ? Verdict.EQUAL : Verdict.IN_TRANSIT;
  }

  /// Units by which the notes are not covered by the trust account: money that is lost so far.
  public long shortfall() {
    return lines.stream()
        .filter(l -> l.kind().defect() && l.units() < 0)
        .mapToLong(l -> Math.negateExact(l.units()))
        .reduce(0, Math::addExact);
  }

  /// Each deposit with what came after it: its mint, its return, its recall, its cover.
  private static void deposits(BankSide bank, LedgerSide ledger, List<Line> lines) {
    var after = new HashMap<String, Long>();
    var recalled = new HashMap<String, Boolean>();
    for (var entry : bank.entries()) {
      if (!isAfterDeposit(entry)) continue;
      var deposit = entry.belongsTo().orElseThrow();
      after.merge(deposit, entry.signedUnits(), Math::addExact);
      if (entry.kind() == EntryKind.RECALL) recalled.put(deposit, true);
    }
    var seen = new TreeMap<>(ledger.minted());
    for (var entry : bank.entries()) {
      if (!isDeposit(entry)) continue;
      var reference = entry.reference();
      var minted = Optional.ofNullable(seen.remove(reference)).orElse(0L);
      var held =
          Math.addExact(entry.signedUnits(), Optional.ofNullable(after.get(reference)).orElse(0L));
      var difference = Math.subtractExact(held, minted);
      if (difference != 0) {
        var kind = nameOf(entry, minted, difference, recalled.containsKey(reference));
        var state = entry.state().map(DepositState::name).orElse("");
        lines.add(new Line(kind, reference, difference, state));
      }
    }
    seen.forEach(
        (reference, units) -> {
          if (units != 0) {
            lines.add(
                new Line(
                    Difference.MINTED_WITHOUT_DEPOSIT, reference, Math.negateExact(units), ""));
          }
        });
  }

  private static boolean isDeposit(BookedEntry entry) {
    return entry.kind() == EntryKind.DEPOSIT || entry.kind() == EntryKind.PAYMENT_RETURNED;
  }

  private static boolean isAfterDeposit(BookedEntry entry) {
    return entry.belongsTo().isPresent()
        && switch (entry.kind()) {
          case RECALL, COVER -> true;
          case PAYMENT -> entry.state().isPresent();
          case DEPOSIT, PAYMENT_RETURNED, CHARGE, INTEREST, UNKNOWN_DEBIT -> false;
        };
  }

  private static Difference nameOf(
      BookedEntry entry, long minted, long difference, boolean recalled) {
    if (recalled) return difference < 0 ? Difference.RECALL_OPEN : Difference.OWN_FUNDS;
    if (minted != 0) return Difference.MINTED_OTHER_AMOUNT;
    return switch (entry.state().orElse(DepositState.UNMATCHED)) {
      case UNMATCHED -> Difference.DEPOSIT_UNMATCHED;
      case HELD -> Difference.DEPOSIT_HELD;
      case MATCHED, MINTING -> Difference.DEPOSIT_TO_MINT;
      case RETURNING, RETURNED -> Difference.DEPOSIT_TO_RETURN;
      case MINTED, RECALLED -> Difference.MINTED_OTHER_AMOUNT;
    };
  }

  private static void payments(BankSide bank, LedgerSide ledger, List<Line> lines) {
    var burned = new TreeMap<>(ledger.burned());
    for (var entry : bank.entries()) {
      if (entry.kind() != EntryKind.PAYMENT || entry.state().isPresent()) continue;
      var reference = entry.belongsTo().orElse(entry.reference());
      var units = Optional.ofNullable(burned.remove(reference)).orElse(0L);
      var difference = Math.addExact(entry.signedUnits(), units);
      if (difference != 0) {
        var kind = units == 0 ? Difference.PAID_NOT_BURNED : Difference.BURNED_OTHER_AMOUNT;
        lines.add(new Line(kind, reference, difference, ""));
      }
    }
    burned.forEach(
        (reference, units) -> {
          if (units != 0) lines.add(new Line(Difference.BURNED_NOT_PAID, reference, units, ""));
        });
  }

  private static void ownMoney(BankSide bank, List<Line> lines) {
    if (bank.openingUnits() != 0) {
      lines.add(new Line(Difference.OWN_FUNDS, "opening", bank.openingUnits(), ""));
    }
    for (var entry : bank.entries()) {
      var kind =
          switch (entry.kind()) {
            case CHARGE, INTEREST -> Optional.of(Difference.CHARGES_AND_INTEREST);
            case UNKNOWN_DEBIT -> Optional.of(Difference.UNKNOWN_DEBIT);
            case RECALL ->
                entry.belongsTo().isPresent()
                    ? Optional.<Difference>empty()
                    : Optional.of(Difference.UNKNOWN_DEBIT);
            case COVER ->
                entry.belongsTo().isPresent()
                    ? Optional.<Difference>empty()
                    : Optional.of(Difference.OWN_FUNDS);
            case DEPOSIT, PAYMENT, PAYMENT_RETURNED -> Optional.<Difference>empty();
          };
      kind.ifPresent(
          k -> lines.add(new Line(k, entry.reference(), entry.signedUnits(), entry.kind().name())));
    }
  }
}
