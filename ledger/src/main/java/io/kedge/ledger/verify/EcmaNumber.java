package io.kedge.ledger.verify;

import java.math.BigDecimal;

/// Numbers as ECMAScript writes them (ECMA-262 §6.1.6.1.20, RFC 8785 §3.2.2.3): the shortest
/// decimal
/// digits that read back as the same double, of those the closest to it.
final class EcmaNumber {
  private EcmaNumber() {}

  /// The text of a finite number.
  static String text(double value) {
    if (value == 0) {
      return "0"; // the negative zero too
    }
    String plain = layout(shortest(new BigDecimal(Double.toString(Math.abs(value)))));
    return value < 0 ? "-" + plain : plain;
  }

  /// Java writes the shortest digits too, but at least two of them (4.9E-324): where one is enough,
  /// it is the nearer of the two neighbours that read back as the same double.
  private static BigDecimal shortest(BigDecimal digits) {
    BigDecimal exact = digits.stripTrailingZeros();
    if (exact.precision() != 2) {
      return exact;
    }
    double value = exact.doubleValue();
    BigDecimal ten = BigDecimal.TEN.scaleByPowerOfTen(-exact.scale());
    BigDecimal below = new BigDecimal(exact.unscaledValue().intValue() / 10).multiply(ten);
    BigDecimal above = below.add(ten);
    boolean belowReads = below.signum() > 0 && below.doubleValue() == value;
    boolean aboveReads = above.doubleValue() == value;
    BigDecimal middle = new BigDecimal(value);
    boolean belowIsNearer =
        middle.subtract(below).abs().compareTo(above.subtract(middle).abs()) <= 0;
    if (belowReads && (belowIsNearer || !aboveReads)) {
      return below.stripTrailingZeros();
    }
    return aboveReads ? above.stripTrailingZeros() : exact;
  }

  private static String layout(BigDecimal number) {
    String digits = number.unscaledValue().toString();
    int k = digits.length();
    int n = k - number.scale(); // the value is 0.digits × 10^n
    if (k <= n && n <= 21) {
      return digits + "0".repeat(n - k);
    }
    if (0 < n && n <= 21) {
      return digits.substring(0, n) + "." + digits.substring(n);
    }
    if (-6 < n && n <= 0) {
      return "0." + "0".repeat(-n) + digits;
    }
    String exponent = (n > 0 ? "e+" : "e-") + Math.abs(n - 1);
    return k == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
  }
}
