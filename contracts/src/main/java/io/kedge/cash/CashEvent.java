package io.kedge.cash;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;

/// What may happen to cash beside the movement of its notes.
public sealed interface CashEvent {
  /// The event's hashed binary form.
  Bytes encoded();

  /// A kind of cash came to be.
  ///
  /// @param cash the kind
  record Defined(Cash cash) implements CashEvent {
    @Override
    public Bytes encoded() {
      return new Wire("cash.defined", 1).bytes(cash.encoded()).bytes();
    }
  }

  /// A deposit was minted.
  ///
  /// @param deposit the deposit
  record Deposited(Deposit deposit) implements CashEvent {
    @Override
    public Bytes encoded() {
      return new Wire("cash.minted", 1).bytes(deposit.encoded()).bytes();
    }
  }

  /// A holder asked for payment at a bank.
  ///
  /// @param lock the withdrawal
  /// @param holder who
  /// @param amount how much
  /// @param account commitment to the bank account
  record WithdrawalAsked(LockId lock, PartyId holder, Quantity amount, Digest account)
      implements CashEvent {
    @Override
    public Bytes encoded() {
      return new Wire("cash.withdrawal", 1)
          .text(lock.value())
          .text(holder.value())
          .text(amount.instrument().value())
          .i64(amount.units())
          .digest(account)
          .bytes();
    }
  }

  /// A bank paid a withdrawal out.
  ///
  /// @param lock the withdrawal
  /// @param bank the bank's booking
  record PaidOut(LockId lock, BankReference bank) implements CashEvent {
    @Override
    public Bytes encoded() {
      return bank.write(new Wire("cash.paid-out", 1).text(lock.value())).bytes();
    }
  }

  /// A withdrawal was given back.
  ///
  /// @param lock the withdrawal
  /// @param reason why, in words
  record WithdrawalRejected(LockId lock, String reason) implements CashEvent {
    @Override
    public Bytes encoded() {
      return new Wire("cash.withdrawal-rejected", 1).text(lock.value()).text(reason).bytes();
    }
  }

  /// A mistaken mint was taken back.
  ///
  /// @param deposit the deposit with what stands of it now
  /// @param units how much was taken back
  /// @param reason why, in words
  /// @param consent id of the holder's agreement
  record Corrected(Deposit deposit, long units, String reason, CommandId consent)
      implements CashEvent {
    @Override
    public Bytes encoded() {
      return new Wire("cash.corrected", 1)
          .bytes(deposit.encoded())
          .i64(units)
          .text(reason)
          .digest(consent.digest())
          .bytes();
    }
  }
}
