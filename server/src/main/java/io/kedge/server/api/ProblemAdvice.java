package io.kedge.server.api;

import io.kedge.contract.RefusedException;
import io.kedge.kernel.MalformedException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Tells every failure as RFC 9457 problem details with a public code, in the caller's language.
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ObjectProvider<ProblemTexts> texts;

  ProblemAdvice(ObjectProvider<ProblemTexts> texts) {
    this.texts = texts;
  }

  @ExceptionHandler(Problem.class)
  ResponseEntity<Object> problem(Problem problem, Locale language) {
    return answer(problem, language);
  }

  @ExceptionHandler(MalformedException.class)
  ResponseEntity<Object> malformed(MalformedException e, Locale language) {
    return answer(new Problem(ProblemCode.MALFORMED, String.valueOf(e.getMessage())), language);
  }

  @ExceptionHandler(RefusedException.class)
  ResponseEntity<Object> refused(RefusedException e, Locale language) {
    return answer(Refusals.problem(e.refusal().code(), e.decision().detail()), language);
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<Object> failed(Exception e, Locale language) {
    String trace = UUID.randomUUID().toString();
    LOG.error("request failed, trace {}", trace, e);
    return answer(new Problem(ProblemCode.INTERNAL).with("trace", trace), language);
  }

  /// What Spring itself turns away: unknown paths, methods, media types, unreadable bodies.
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ResponseEntity<Object> told = answer(new Problem(codeOf(status)), request.getLocale());
    return ResponseEntity.status(told.getStatusCode())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(told.getBody());
  }

  private static ProblemCode codeOf(HttpStatusCode status) {
    return switch (status.value()) {
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_UNKNOWN;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.TOO_LARGE;
      case 415 -> ProblemCode.MEDIA_TYPE_UNKNOWN;
      case 503 -> ProblemCode.TOO_SLOW;
      default -> status.is4xxClientError() ? ProblemCode.MALFORMED : ProblemCode.INTERNAL;
    };
  }

  private ResponseEntity<Object> answer(Problem problem, Locale language) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(document(problem, language));
  }

  private ProblemDetail document(Problem problem, Locale language) {
    var document = ProblemDetail.forStatus(problem.status());
    ProblemTexts words = texts.getIfAvailable();
    document.setTitle(words == null ? problem.code() : words.title(problem.code(), language));
    String advice = words == null ? "" : words.advice(problem.code(), language);
    if (!advice.isEmpty()) {
      document.setDetail(advice);
    }
    document.setProperty("code", problem.code());
    problem.members().forEach(document::setProperty);
    return document;
  }
}
