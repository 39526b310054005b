package io.kedge.server.api;

import java.util.Locale;

/// Words for the codes of problems.
public interface ProblemTexts {
  /// What happened, in a few words; the code itself where there are no words for it.
  String title(String code, Locale language);

  /// What to do next, in a sentence or two; empty where there is nothing to say.
  String advice(String code, Locale language);
}
