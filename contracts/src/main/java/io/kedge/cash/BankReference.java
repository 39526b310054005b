package io.kedge.cash;

import io.kedge.contract.Key;
import io.kedge.kernel.Fields;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import java.util.regex.Pattern;

/// One booking in a bank's own books: what a mint or a payment out rests on.
///
/// @param bank an id for the bank, such as its BIC in lower case
/// @param reference the bank's reference of the booking, 1 to 64 characters of the set X of ISO
///     15022 without line breaks
public record BankReference(String bank, String reference) {
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9/?:().,'+ -]{1,64}");

  /// Checks the form.
  public BankReference {
    Identifiers.require(bank);
    if (!REFERENCE.matcher(reference).matches()) {
      throw new IllegalArgumentException("not a bank's reference: " + reference);
    }
  }

  /// The key of the deposit booked under it.
  public Key depositKey() {
    return Key.of("deposit", bank, reference);
  }

  /// The key of the payment out booked under it.
  public Key payoutKey() {
    return Key.of("payout", bank, reference);
  }

  static BankReference parse(Fields fields) {
    return new BankReference(fields.id("bank", Identifiers::require), fields.text("reference"));
  }

  Wire write(Wire wire) {
    return wire.text(bank).text(reference);
  }

  static BankReference read(WireReader in) {
    return new BankReference(in.text(), in.text());
  }

  @Override
  public String toString() {
    return bank + " " + reference;
  }
}
