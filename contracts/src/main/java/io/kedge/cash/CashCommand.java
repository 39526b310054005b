package io.kedge.cash;

import io.kedge.contract.Command;
import io.kedge.contract.SignedDocument;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LedgerTime;
import io.kedge.kernel.LockId;
import io.kedge.kernel.NoteId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Texts;
import java.util.List;

/// What may be asked of cash.
public sealed interface CashCommand extends Command {
  /// Makes a kind of cash of which the sender is the clearing agent.
  ///
  /// @param id its name, without a slash
  /// @param currency three capital letters
  /// @param digits fractional digits, 0 to 4
  /// @param names what people call it, by language
  record Define(InstrumentId id, String currency, int digits, Texts names) implements CashCommand {
    /// Checks the form.
    public Define {
      Cash.requireForm(id, currency, digits);
    }
  }

  /// Mints cash against a deposit at a bank.
  ///
  /// @param cash which kind
  /// @param to who gets it
  /// @param units how much, at least 1
  /// @param bank the bank's booking of the deposit
  record Mint(InstrumentId cash, PartyId to, long units, BankReference bank)
      implements CashCommand {}

  /// Takes cash out of circulation to have it paid out at a bank.
  ///
  /// @param cash which kind
  /// @param inputs notes to take it from; the rest comes back as change
  /// @param units how much, at least 1
  /// @param account salted commitment to the bank account it goes to
  record Withdraw(InstrumentId cash, List<NoteId> inputs, long units, Digest account)
      implements CashCommand {}

  /// Burns withdrawn cash once the bank has paid it out.
  ///
  /// @param lock the withdrawal
  /// @param bank the bank's booking of the payment
  record PayOut(LockId lock, BankReference bank) implements CashCommand {}

  /// Gives withdrawn cash back because it cannot be paid out.
  ///
  /// @param lock the withdrawal
  /// @param reason why, in words
  record RejectWithdrawal(LockId lock, String reason) implements CashCommand {}

  /// Takes back cash that was minted by mistake.
  ///
  /// @param consent what the holder agreed to
  /// @param reason why, in words
  record Correct(SignedDocument<CorrectionConsent> consent, String reason) implements CashCommand {}

  /// A holder's agreement that a mint was a mistake. It names the notes, so it serves once.
  ///
  /// @param cash which kind
  /// @param bank the deposit that was minted wrongly
  /// @param inputs the holder's notes to take it from; the rest comes back as change
  /// @param units how much is taken back, at least 1
  /// @param notAfter until when the agreement stands
  record CorrectionConsent(
      InstrumentId cash,
      BankReference bank,
      List<NoteId> inputs,
      long units,
      LedgerTime notAfter) {}
}
