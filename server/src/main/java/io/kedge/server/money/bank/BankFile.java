package io.kedge.server.money.bank;

import io.kedge.kernel.Bytes;
import java.util.regex.Pattern;

/// A file from or for a bank.
///
/// @param name letters, digits, `.`, `_` and `-`; no path
/// @param content its bytes
public record BankFile(String name, Bytes content) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}");

  /// Checks the name.
  public BankFile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a file name: " + name);
    }
  }

  /// True where a name may be one.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
