package io.kedge.server.money.iso;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A file of a bank, read.
public sealed interface BankMessage {
  /// The sender's id of the message; with the file's digest it tells a replay from a correction.
  String messageId();

  /// The standard's name of the message with its version, such as `camt.053.001.08`.
  String type();

  /// camt.053: what was booked on accounts, with their balances.
  ///
  /// @param messageId of the sender
  /// @param type with version
  /// @param statements at least one
  record DayStatements(String messageId, String type, List<DayStatement> statements)
      implements BankMessage {}

  /// camt.054: entries reported as they happen, without balances.
  ///
  /// @param messageId of the sender
  /// @param type with version
  /// @param notifications at least one
  record Notifications(String messageId, String type, List<Notification> notifications)
      implements BankMessage {}

  /// pain.002 or pacs.002: what became of payment orders.
  ///
  /// @param messageId of the sender
  /// @param type with version
  /// @param originalMessageId of the payment order
  /// @param groupStatus ISO status of the whole order, or ""
  /// @param groupReason why, in words or a code, or ""
  /// @param payments by payment; empty when the group's status speaks for all
  record StatusReport(
      String messageId,
      String type,
      String originalMessageId,
      String groupStatus,
      String groupReason,
      List<PaymentStatus> payments)
      implements BankMessage {}

  /// One account over a period. Opening balance plus booked entries is the closing balance: a
  /// statement where it is not so is refused.
  ///
  /// @param id the bank's id of the statement
  /// @param sequence electronic sequence number, if given
  /// @param account IBAN or number
  /// @param currency ISO 4217
  /// @param day the day the closing balance is of
  /// @param openingUnits booked balance before, minor units, signed
  /// @param closingUnits booked balance after, minor units, signed
  /// @param entries what was reported, booked or not
  record DayStatement(
      String id,
      Optional<Long> sequence,
      String account,
      String currency,
      LocalDate day,
      long openingUnits,
      long closingUnits,
      List<BankEntry> entries) {}

  /// Entries of one account.
  ///
  /// @param id the bank's id of the notification
  /// @param account IBAN or number
  /// @param entries what was reported, booked or not
  record Notification(String id, String account, List<BankEntry> entries) {}

  /// What became of one payment.
  ///
  /// @param endToEnd our reference of the payment
  /// @param status ISO 20022 external payment status: RCVD, PDNG, ACTC, ACCP, ACSP, ACSC, ACCC,
  /// RJCT…
  /// @param reason code and words, or ""
  /// @param bankReference the bank's reference of the booking, or ""
  record PaymentStatus(String endToEnd, String status, String reason, String bankReference) {}
}
