package io.kedge.server.money.iso;

import java.math.BigDecimal;
import java.util.Currency;

/// Between the decimal amounts of ISO 20022 and whole minor units (cents, fen).
///
/// Nothing is rounded: an amount with a fraction of a minor unit is refused.
public final class MinorUnits {
  private MinorUnits() {}

  /// How many digits of an amount in a currency are fractions (ISO 4217).
  ///
  /// @param currency three capital letters
  /// @return 0 to 4
  /// @throws FileFaultException when the currency is none, or has no minor unit of its own
  public static int digits(String currency) {
    try {
      var digits = Currency.getInstance(currency).getDefaultFractionDigits();
      if (digits >= 0) return digits;
    } catch (IllegalArgumentException unknown) {
      throw new FileFaultException(FileFault.FIELD_WRONG, "currency " + currency);
    }
    throw new FileFaultException(FileFault.FIELD_WRONG, "currency " + currency);
  }

  /// The amount in minor units.
  ///
  /// @param currency ISO 4217
  /// @param text as in XML: digits with at most one decimal point, no sign, no exponent
  /// @throws FileFaultException when it is no such text, or not whole, or over 64 bits
  static long of(String currency, String text) {
    if (!text.matches("[0-9]{1,18}(\\.[0-9]{0,5})?")) {
      throw new FileFaultException(FileFault.AMOUNT_WRONG, "amount " + text);
    }
    try {
      return new BigDecimal(text).movePointRight(digits(currency)).longValueExact();
    } catch (ArithmeticException notWhole) {
      throw new FileFaultException(FileFault.AMOUNT_WRONG, "amount " + text + " " + currency);
    }
  }

  /// The amount as the standard writes it.
  ///
  /// @param currency ISO 4217
  /// @param units minor units
  public static BigDecimal decimal(String currency, long units) {
    return BigDecimal.valueOf(units, digits(currency));
  }
}
