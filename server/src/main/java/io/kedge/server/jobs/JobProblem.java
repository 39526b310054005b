package io.kedge.server.jobs;

import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why something about jobs was turned away, or why a job waits.
public enum JobProblem implements ProblemKind {
  /// No key of this server may act for the operator on this ledger.
  SIGNER_MISSING(HttpStatus.CONFLICT),
  /// The operator has not switched on that units that are left are redeemed.
  FORCED_REDEMPTION_OFF(HttpStatus.CONFLICT),
  /// Something went wrong in the server; it is tried again.
  FAILED(HttpStatus.INTERNAL_SERVER_ERROR);

  private final HttpStatus status;

  JobProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }
}
