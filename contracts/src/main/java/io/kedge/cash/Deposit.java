package io.kedge.cash;

import io.kedge.contract.LedgerView;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.InstrumentId;
import io.kedge.kernel.PartyId;
import io.kedge.kernel.Quantity;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.Optional;

/// A deposit at a bank that was minted as cash.
///
/// @param bank the bank's booking
/// @param amount what was minted
/// @param holder who got it
/// @param corrected how much of it was taken back since, as a mistake
public record Deposit(BankReference bank, Quantity amount, PartyId holder, long corrected) {
  private static final String TAG = "kedge.deposit";

  /// Checks the range.
  public Deposit {
    if (corrected < 0 || corrected > amount.units()) {
      throw new IllegalArgumentException("more corrected than minted");
    }
  }

  /// The deposit booked under a bank's reference.
  public static Optional<Deposit> find(LedgerView view, BankReference bank) {
    return view.get(bank.depositKey()).map(Deposit::decode);
  }

  /// True where all of it was taken back: the bank's booking may be minted again, rightly.
  boolean isVoid() {
    return corrected == amount.units();
  }

  /// How much of it stands.
  long standing() {
    return amount.units() - corrected;
  }

  Deposit corrected(long more) {
    return new Deposit(bank, amount, holder, Math.addExact(corrected, more));
  }

  /// The value of this entry of the state.
  public Bytes encoded() {
    return bank.write(new Wire(TAG, 1))
        .text(amount.instrument().value())
        .i64(amount.units())
        .text(holder.value())
        .i64(corrected)
        .bytes();
  }

  /// Reads what [#encoded] wrote.
  public static Deposit decode(Bytes value) {
    var in = new WireReader(value, TAG).expectVersion(1);
    var deposit =
        new Deposit(
            BankReference.read(in),
            new Quantity(new InstrumentId(in.text()), in.i64()),
            new PartyId(in.text()),
            in.i64());
    in.end();
    return deposit;
  }
}
