package io.kedge.server.notification;

import io.kedge.server.api.ProblemKind;
import org.springframework.http.HttpStatus;

/// Why something about notifications was turned away, in the order of checking.
public enum NotificationProblem implements ProblemKind {
  /// The address is no e-mail address, or no web address that messages may go to.
  TARGET_NOT_ALLOWED(HttpStatus.UNPROCESSABLE_CONTENT),
  /// This server has no mail server to send through.
  MAIL_NOT_CONFIGURED(HttpStatus.CONFLICT),
  /// The account has as many channels as it can.
  TOO_MANY_CHANNELS(HttpStatus.CONFLICT);

  private final HttpStatus status;

  NotificationProblem(HttpStatus status) {
    this.status = status;
  }

  @Override
  public HttpStatus status() {
    return status;
  }
}
