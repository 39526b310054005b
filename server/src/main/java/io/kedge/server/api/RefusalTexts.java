package io.kedge.server.api;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a refusal code says to people: a title, and what to do next.
///
/// Every constant of every refusal enum has both, in Chinese and in English.
public final class RefusalTexts {
  private static final Words WORDS = Words.load("refusals");

  private RefusalTexts() {}

  /// The words of one code.
  ///
  /// @param title what is wrong, in one line
  /// @param advice what to do next, in one or two sentences
  public record Text(String title, String advice) {}

  /// The words of a public code.
  ///
  /// @param code as in problem documents and leaves, for example `asset.NOT_THE_OWNER`
  /// @param reader English where its language is English, else Chinese
  /// @return nothing where there is no such code
  public static Optional<Text> find(String code, Locale reader) {
    return WORDS
        .find(code + ".title", reader)
        .flatMap(
            title -> WORDS.find(code + ".advice", reader).map(advice -> new Text(title, advice)));
  }

  static Set<String> keys(Locale reader) {
    return WORDS.keys(reader);
  }
}
