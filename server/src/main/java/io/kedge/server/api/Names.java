package io.kedge.server.api;

import java.util.Locale;
import java.util.Set;

/// What statuses, roles, purposes and other values of the contracts are called on a screen.
public final class Names {
  private static final Words WORDS = Words.load("names");

  private Names() {}

  /// The name of a constant.
  ///
  /// @param reader English where its language is English, else Chinese
  public static String of(Enum<?> constant, Locale reader) {
    return of(constant.getDeclaringClass(), constant.name(), reader);
  }

  /// The name of a value that is written as text: of an enum, or of a sealed type such as
  /// [io.kedge.voucher.VoucherState] or [io.kedge.offering.AllotmentRule].
  ///
  /// @param type what it is a value of
  /// @param value as it stands in JSON, for example `PRO_RATA`
  /// @param reader English where its language is English, else Chinese
  /// @return the value itself where it is not known here
  public static String of(Class<?> type, String value, Locale reader) {
    return WORDS.find(key(type, value), reader).orElse(value);
  }

  static String key(Class<?> type, String value) {
    String pkg = type.getPackageName();
    String concept = pkg.substring(pkg.lastIndexOf('.') + 1);
    String name = type.getName().substring(pkg.length() + 1).replace('$', '.');
    return concept + "." + name + "." + value;
  }

  static Set<String> keys(Locale reader) {
    return WORDS.keys(reader);
  }
}
