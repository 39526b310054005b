package io.kedge.server.money.iso;

import java.time.LocalDate;
import java.util.Optional;

/// One booking on a bank account, as the bank reports it. A booking of several payments (a batch)
/// is reported here payment by payment.
///
/// @param reference what names it on its account: the bank's reference, or the entry's own
/// @param credit true when the account's balance grew
/// @param units minor units, at least 1
/// @param currency ISO 4217
/// @param status how far the bank is with it
/// @param bookedOn day of booking, if given
/// @param valuedOn value date, if given
/// @param reversal the bank undoes an earlier booking
/// @param transactionCode ISO bank transaction code `DOMAIN/FAMILY/SUB`, or the bank's own, or ""
/// @param endToEnd the payer's reference of the payment, or ""
/// @param transaction the reference of the payment between banks, or ""
/// @param instruction the reference of the instruction, or ""
/// @param counterparty name of the other side, or ""
/// @param counterpartyAccount account of the other side, or ""
/// @param counterpartyBank its bank's BIC, or ""
/// @param remittance what the payer wrote, structured reference first, or ""
/// @param information what the bank says beside, or ""
/// @param returnReason ISO reason code of a return, or ""
public record BankEntry(
    String reference,
    boolean credit,
    long units,
    String currency,
    Status status,
    Optional<LocalDate> bookedOn,
    Optional<LocalDate> valuedOn,
    boolean reversal,
    String transactionCode,
    String endToEnd,
    String transaction,
    String instruction,
    String counterparty,
    String counterpartyAccount,
    String counterpartyBank,
    String remittance,
    String information,
    String returnReason) {

  /// How far a bank is with an entry.
  public enum Status {
    /// On the account.
    BOOKED,
    /// Announced; may still change or vanish.
    PENDING,
    /// For information alone.
    INFORMATION
  }

  /// The change of the account's balance, in minor units.
  public long signedUnits() {
    return credit ? units : Math.negateExact(units);
  }
}
