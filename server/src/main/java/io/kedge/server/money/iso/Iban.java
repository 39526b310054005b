package io.kedge.server.money.iso;

import java.math.BigInteger;
import java.util.regex.Pattern;

/// ISO 7064 MOD 97-10, as IBANs (ISO 13616) and creditor references (ISO 11649) use it.
public final class Iban {
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private Iban() {}

  /// True for an IBAN with right check digits. Mainland Chinese accounts are none: plain numbers.
  public static boolean isValid(String account) {
    return IBAN.matcher(account).matches() && checks(account);
  }

  /// True when the check digits at positions 3 and 4 are right.
  ///
  /// @param code capital letters and digits, at least 5
  public static boolean checks(String code) {
    return remainder(code) == 1;
  }

  /// The two check digits that make `prefix ‖ digits ‖ rest` right.
  ///
  /// @param prefix two capital letters
  /// @param rest capital letters and digits
  public static String checkDigits(String prefix, String rest) {
    var digits = 98 - remainder(prefix + "00" + rest);
    return (digits < 10 ? "0" : "") + digits;
  }

  private static int remainder(String code) {
    var turned = code.substring(4) + code.substring(0, 4);
    var number = new StringBuilder();
    turned.chars().forEach(c -> number.append(Character.digit(c, 36)));
    return new BigInteger(number.toString()).mod(NINETY_SEVEN).intValue();
  }
}
