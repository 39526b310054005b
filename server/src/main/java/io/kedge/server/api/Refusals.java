package io.kedge.server.api;

import org.springframework.http.HttpStatus;

/// With which HTTP status a refusal of the ledger is told.
public final class Refusals {
  private Refusals() {}

  /// The problem of a refusal.
  ///
  /// @param code the refusal's public code
  /// @param detail what the contract says for people
  public static Problem problem(String code, String detail) {
    return new Problem(code, status(code), detail);
  }

  private static HttpStatus status(String code) {
    return switch (code) {
      case "command.MALFORMED" -> HttpStatus.BAD_REQUEST;
      case "command.TYPE_UNKNOWN" -> HttpStatus.NOT_FOUND;
      case "command.ALREADY_DECIDED" -> HttpStatus.CONFLICT;
      case "command.KEY_UNKNOWN",
          "command.KEY_OF_ANOTHER_PARTY",
          "command.KEY_NOT_VALID",
          "command.SIGNATURE_WRONG",
          "party.ROLE_MISSING",
          "party.PARTY_NOT_ACTIVE",
          "party.PARTY_FROZEN",
          "party.EMPLOYEE_NOT_ACTIVE",
          "party.MANDATE_EXPIRED",
          "party.MANDATE_NOT_COVERING",
          "party.UNITS_OVER_MANDATE",
          "party.FOUR_EYES_MISSING" ->
          HttpStatus.FORBIDDEN;
      default ->
          code.startsWith("node.")
              ? HttpStatus.SERVICE_UNAVAILABLE
              : HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }
}
