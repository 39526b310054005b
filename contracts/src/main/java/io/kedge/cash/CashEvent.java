package io.kedge.cash;

import io.kedge.contract.DomainEvent;
import io.kedge.contract.EventFormat;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.Digest;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.LockId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;

/// What may happen to cash beside the movement of its notes.
public sealed interface CashEvent extends DomainEvent {
  /// How each of them is read.
  EventFormat<CashEvent> FORMAT =
      EventFormat.<CashEvent>empty()
          .with("cash.defined", 1, in -> new Defined(Cash.decode(in.bytes())))
          .with("cash.minted", 1, in -> new Deposited(Deposit.decode(in.bytes())))
          .with(
              "cash.withdrawal",
              1,
              in ->
                  new WithdrawalAsked(
                      new LockId(in.text()),
                      new PartyId(in.text()),
                      new Quantity(new InstrumentId(in.text()), in.i64()),
                      in.digest()))
          .with(
              "cash.paid-out", 1, in -> new PaidOut(new LockId(in.text()), BankReference.read(in)))
          .with(
              "cash.withdrawal-rejected",
              1,
              in -> new WithdrawalRejected(new LockId(in.text()), in.text()))
          .with(
              "cash.corrected",
              1,
              in ->
                  new Corrected(
                      Deposit.decode(in.bytes()), in.i64(), in.text(), new CommandId(in.digest())));

  /// Reads what [#encoded] wrote.
  ///
  /// @throws IllegalArgumentException where it is none of these events, or damaged
  static CashEvent decode(Bytes body) {
    return FORMAT.decode(body);
  }

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
