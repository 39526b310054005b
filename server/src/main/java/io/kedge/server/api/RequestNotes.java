package io.kedge.server.api;

import io.kedge.kernel.CommandId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// What is learnt about a request on its way, for the audit.
public final class RequestNotes {
  private static final String CODE = RequestNotes.class.getName() + ".code";
  private static final String COMMAND = RequestNotes.class.getName() + ".command";

  private RequestNotes() {}

  /// Notes the public code of its result.
  public static void code(String code) {
    note(CODE, code);
  }

  /// The public code of its result.
  public static Optional<String> code(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(CODE));
  }

  /// Notes which command it became.
  public static void command(CommandId id) {
    note(COMMAND, id);
  }

  /// Which command it became.
  public static Optional<CommandId> command(HttpServletRequest request) {
    return Optional.ofNullable((CommandId) request.getAttribute(COMMAND));
  }

  private static void note(String name, Object value) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(name, value, RequestAttributes.SCOPE_REQUEST);
    }
  }
}
