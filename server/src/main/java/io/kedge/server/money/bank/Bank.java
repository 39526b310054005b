package io.kedge.server.money.bank;

import java.util.List;

/// A bank with which files are exchanged. Calls are repeated after a crash: each must bear that.
public interface Bank {
  /// The bank's id on the ledger: its BIC in lower case.
  String id();

  /// Hands a payment order to the bank. The same name with the same bytes again changes nothing.
  ///
  /// @param file pain.001
  /// @throws BankException where the bank cannot be reached, or had another file of that name
  void send(BankFile file);

  /// The files that wait, oldest first, at most 100. They are told again until they are taken or
  /// rejected.
  ///
  /// @throws BankException where the bank cannot be reached
  List<BankFile> waiting();

  /// The file was read and its content is kept: it need not be told again.
  void taken(BankFile file);

  /// The file was refused.
  ///
  /// @param reason why, for people
  void rejected(BankFile file, String reason);
}
