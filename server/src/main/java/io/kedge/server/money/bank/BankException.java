package io.kedge.server.money.bank;

/// A bank could not be reached, or did not take a file. What was to be done is done again later.
public final class BankException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what happened.
  public BankException(String message) {
    super(message);
  }

  /// Says what happened, and from what it came.
  public BankException(String message, Throwable cause) {
    super(message, cause);
  }
}
