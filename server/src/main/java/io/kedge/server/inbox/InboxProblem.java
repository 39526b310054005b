package io.kedge.server.inbox;

import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why something about an approval was turned away, in the order of checking.
public enum InboxProblem implements ProblemKind {
  /// It was signed, rejected or sent already, or its time is over.
  APPROVAL_CLOSED(HttpStatus.CONFLICT),
  /// The same person has signed it already; another employee has to.
  ALREADY_SIGNED(HttpStatus.CONFLICT),
  /// The signature does not verify with a registered key of an employee of this party.
  SIGNATURE_WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
  /// What was handed in needs no second signature; it is sent directly.
  APPROVAL_NOT_NEEDED(HttpStatus.UNPROCESSABLE_CONTENT);

  private final HttpStatus status;

  InboxProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }
}
