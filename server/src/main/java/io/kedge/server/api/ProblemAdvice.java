package io.kedge.server.api;

import io.kedge.contract.RefusedException;
import io.kedge.kernel.MalformedException;
import java.util.Locale;
import java.util.UUID;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Tells every failure as RFC 9457 problem details with a public code, in the caller's language.
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(Problem.class)
  ResponseEntity<Object> problem(Problem problem, Locale language) {
    return ProblemDocuments.answer(problem, language);
  }

  @ExceptionHandler(MalformedException.class)
  ResponseEntity<Object> malformed(MalformedException e, Locale language) {
    return ProblemDocuments.answer(
        new Problem(ProblemCode.MALFORMED, String.valueOf(e.getMessage())), language);
  }

  @ExceptionHandler(RefusedException.class)
  ResponseEntity<Object> refused(RefusedException e, Locale language) {
    return ProblemDocuments.answer(
        Refusals.problem(e.refusal().code(), e.decision().detail()), language);
  }

  @ExceptionHandler(MultipartException.class)
  ResponseEntity<Object> unreadableParts(MultipartException e, Locale language) {
    return ProblemDocuments.answer(
        new Problem(ProblemCode.MALFORMED, "not multipart/form-data"), language);
  }

  /// Something that a row refers to was removed while the request was on its way, or the same was
  /// added twice.
  @ExceptionHandler(IntegrityConstraintViolationException.class)
  ResponseEntity<Object> conflict(IntegrityConstraintViolationException e, Locale language) {
    LOG.warn("turned away by the database: {}", e.getMessage());
    return ProblemDocuments.answer(new Problem(ProblemCode.CONFLICT), language);
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<Object> failed(Exception e, Locale language) {
    String trace = UUID.randomUUID().toString();
    LOG.error("request failed, trace {}", trace, e);
    return ProblemDocuments.answer(
        new Problem(ProblemCode.INTERNAL).with("trace", trace), language);
  }

  /// What Spring itself turns away: unknown paths, methods, media types, unreadable bodies.
  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ResponseEntity<Object> told =
        ProblemDocuments.answer(new Problem(codeOf(e, status)), request.getLocale());
    return ResponseEntity.status(told.getStatusCode())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(told.getBody());
  }

  private static ProblemCode codeOf(Exception e, HttpStatusCode status) {
    if (BoundedBody.isOver(e)) {
      return ProblemCode.TOO_LARGE;
    }
    return ProblemCode.ofStatus(status.value());
  }
}
