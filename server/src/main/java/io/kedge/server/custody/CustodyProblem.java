package io.kedge.server.custody;

import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why a key that is kept here did not sign, in the order of checking.
public enum CustodyProblem implements ProblemKind {
  /// No key is kept here for the account.
  KEY_MISSING(HttpStatus.CONFLICT);

  private final HttpStatus status;

  CustodyProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }
}
