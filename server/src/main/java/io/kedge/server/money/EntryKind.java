package io.kedge.server.money;

import io.kedge.server.money.iso.BankEntry;
import java.util.Locale;
import java.util.Set;

/// What a booking on the trust account is to us.
public enum EntryKind {
  /// Money of a customer came in.
  DEPOSIT,
  /// A payment of ours went out: a withdrawal, or a deposit that was returned to its payer.
  PAYMENT,
  /// A payment of ours came back from the receiver's bank.
  PAYMENT_RETURNED,
  /// The bank took a deposit back.
  RECALL,
  /// The bank's charges.
  CHARGE,
  /// Interest, of either sign.
  INTEREST,
  /// The agent put own money in to cover a loss.
  COVER,
  /// A debit that nobody ordered.
  UNKNOWN_DEBIT;

  private static final Set<String> RECALL_CODES = Set.of("RRTN", "RPCR", "RIMB");
  private static final Set<String> INTEREST_CODES = Set.of("INTR");
  private static final Set<String> CHARGE_CODES = Set.of("CHRG", "COMM", "FEES");

  /// What an entry is by its ISO bank transaction code alone.
  ///
  /// @param entry as the bank tells it
  /// @param ours true where its end-to-end reference is that of a payment of ours
  static EntryKind of(BankEntry entry, boolean ours) {
    var parts = entry.transactionCode().toUpperCase(Locale.ROOT).split("/", -1);
    var sub = parts[parts.length - 1];
    if (INTEREST_CODES.contains(sub)) return INTEREST;
    if (CHARGE_CODES.contains(sub)) return CHARGE;
    var back = entry.reversal() || RECALL_CODES.contains(sub) || !entry.returnReason().isEmpty();
    if (entry.credit()) return back && ours ? PAYMENT_RETURNED : DEPOSIT;
    if (ours) return PAYMENT;
    return back ? RECALL : UNKNOWN_DEBIT;
  }
}
