package io.kedge.server.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatusCode;

/// A request that is turned away, told as RFC 9457 problem details with the refusal's public code.
public final class Problem extends RuntimeException {
  private final String code;
  private final HttpStatusCode status;
  private final transient Map<String, Object> members = new LinkedHashMap<>();

  /// Turned away by the server.
  public Problem(ProblemKind code) {
    this(code.code(), code.status(), "");
  }

  /// Turned away by the server.
  ///
  /// @param detail for people, in English, beside the text of the code
  public Problem(ProblemKind code, String detail) {
    this(code.code(), code.status(), detail);
  }

  /// Turned away with the code of a contract or of another part of the server.
  ///
  /// @param code `concept.NAME`
  /// @param status the HTTP status
  /// @param detail for people, in English, beside the text of the code
  public Problem(String code, HttpStatusCode status, String detail) {
    super(detail.isEmpty() ? code : code + ": " + detail, null, false, false);
    this.code = code;
    this.status = status;
    if (!detail.isEmpty()) {
      members.put("cause", detail);
    }
  }

  /// Adds a member to the problem's document.
  public Problem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /// The public code.
  public String code() {
    return code;
  }

  /// The HTTP status.
  public HttpStatusCode status() {
    return status;
  }

  /// What else its document says.
  public Map<String, Object> members() {
    return members;
  }
}
