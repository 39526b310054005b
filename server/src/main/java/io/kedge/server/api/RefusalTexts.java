package io.kedge.server.api;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a refusal code says to people: a title, and what to do next.
///
/// Every constant of every refusal enum has both, in Chinese and in English, and so has every
/// [ProblemKind] of the server itself.
public final class RefusalTexts {
  private static final Words WORDS = Words.load("refusals");
  private static final Words PROBLEMS = Words.load("problems");

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
    return find(WORDS, code, reader).or(() -> find(PROBLEMS, code, reader));
  }

  private static Optional<Text> find(Words words, String code, Locale reader) {
    return words
        .find(code + ".title", reader)
        .flatMap(
            title -> words.find(code + ".advice", reader).map(advice -> new Text(title, advice)));
  }

  /// The keys of what the server itself turns away.
  static Set<String> problemKeys(Locale reader) {
    return PROBLEMS.keys(reader);
  }

  static Set<String> keys(Locale reader) {
    return WORDS.keys(reader);
  }
}
