package io.kedge.server.api;

import java.util.Locale;
import java.util.Set;

/// What commands and events are called where people read of them.
public final class Titles {
  private static final Words WORDS = Words.load("titles");

  private Titles() {}

  /// The title of a command.
  ///
  /// @param type its name without version, for example `asset.register`
  /// @param reader English where its language is English, else Chinese
  /// @return the type itself where a newer ledger has one that is not known here
  public static String ofCommand(String type, Locale reader) {
    return WORDS.find("command." + type, reader).orElse(type);
  }

  /// The title of an event.
  ///
  /// @param tag its tag, for example `asset.registered`
  /// @param reader English where its language is English, else Chinese
  /// @return the tag itself where a newer ledger has one that is not known here
  public static String ofEvent(String tag, Locale reader) {
    return WORDS.find("event." + tag, reader).orElse(tag);
  }

  static Set<String> keys(Locale reader) {
    return WORDS.keys(reader);
  }
}
