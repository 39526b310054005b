package io.kedge.server.money.statement;

import java.math.BigDecimal;

/// Amounts as people read them: `1,234,567.00`.
public final class Amounts {
  private Amounts() {}

  /// The amount in digits, in groups of three.
  ///
  /// @param units minor units
  /// @param digits how many of its digits are fractions
  public static String text(long units, int digits) {
    var plain = BigDecimal.valueOf(units, digits).abs().toPlainString();
    var point = plain.indexOf('.');
    var whole = point < 0 ? plain : plain.substring(0, point);
    var grouped = new StringBuilder(units < 0 ? "-" : "");
    for (var i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % 3 == 0) grouped.append(',');
      grouped.append(whole.charAt(i));
    }
    return point < 0 ? grouped.toString() : grouped.append(plain.substring(point)).toString();
  }

  /// The amount as a number.
  static BigDecimal decimal(long units, int digits) {
    return BigDecimal.valueOf(units, digits);
  }
}
