package io.kedge.server.money;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.regex.Pattern;

/// A bank's reference in the letters that the ledger takes ([io.kedge.cash.BankReference]): itself,
/// or, where it has others (an underscore, Chinese), `KREF-` and the beginning of its SHA-256.
final class LedgerReference {
  private static final Pattern TAKEN = Pattern.compile("[A-Za-z0-9/?:().,'+ -]{1,64}");
  private static final int HEX_DIGITS = 48;

  private LedgerReference() {}

  static String of(String reference) {
    if (TAKEN.matcher(reference).matches()) return reference;
    return "KREF-" + Digest.of(Bytes.utf8(reference)).hex().substring(0, HEX_DIGITS);
  }
}
