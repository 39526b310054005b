package io.kedge.server.money;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether the name a bank gives for a payer is one the customer registered. Widths, blanks,
/// brackets, points and capitals do not count; anything else does: a payment from another name is
/// held for two officers to look at.
final class PayerName {
  private static final Pattern NOT_COUNTED = Pattern.compile("[\\p{P}\\p{S}\\p{Z}\\s]");

  private PayerName() {}

  /// True where one of the registered names is the payer's. Without a payer's name it is none.
  static boolean isOneOf(String payer, Collection<String> registered) {
    var name = plain(payer);
    return !name.isEmpty() && registered.stream().anyMatch(r -> plain(r).equals(name));
  }

  private static String plain(String name) {
    var text = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return NOT_COUNTED.matcher(text).replaceAll("");
  }
}
