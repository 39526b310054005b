package io.kedge.server.api;

import java.util.Locale;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/// Problems as RFC 9457 documents: `code` is the public name of what is wrong, `title` says it and
/// `detail` says what to do next, both in the caller's language.
public final class ProblemDocuments {
  private ProblemDocuments() {}

  /// The answer that tells a problem.
  static ResponseEntity<Object> answer(Problem problem, Locale language) {
    RequestNotes.code(problem.code());
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(document(problem, language));
  }

  /// The document of a problem.
  public static ProblemDetail document(Problem problem, Locale language) {
    var document = ProblemDetail.forStatus(problem.status());
    Optional<RefusalTexts.Text> words = RefusalTexts.find(problem.code(), language);
    document.setTitle(words.map(RefusalTexts.Text::title).orElse(problem.code()));
    words.map(RefusalTexts.Text::advice).ifPresent(document::setDetail);
    document.setProperty("code", problem.code());
    problem.members().forEach(document::setProperty);
    return document;
  }
}
