package io.kedge.server.money.iso;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// An order to a bank to pay from one account: what a pain.001 says.
///
/// @param messageId of the order, at most 35 characters; sent again it is the same order
/// @param createdAt when it was made
/// @param executeOn day it is to be executed
/// @param payer name of the account's owner
/// @param account IBAN or number it is paid from
/// @param bankBic BIC of the account's bank, or ""
/// @param currency ISO 4217
/// @param payments at least one
public record PaymentOrder(
    String messageId,
    Instant createdAt,
    LocalDate executeOn,
    String payer,
    String account,
    String bankBic,
    String currency,
    List<Payment> payments) {

  /// One payment.
  ///
  /// @param endToEnd our reference, at most 35 characters; it comes back in statements
  /// @param units minor units, at least 1
  /// @param payee name of the receiver
  /// @param payeeAccount IBAN or number
  /// @param payeeBic BIC of the receiver's bank, or ""
  /// @param remittance what the receiver reads, at most 140 characters
  public record Payment(
      String endToEnd,
      long units,
      String payee,
      String payeeAccount,
      String payeeBic,
      String remittance) {}

  /// What is paid together, minor units.
  public long units() {
    return payments.stream().mapToLong(Payment::units).reduce(0, Math::addExact);
  }
}
