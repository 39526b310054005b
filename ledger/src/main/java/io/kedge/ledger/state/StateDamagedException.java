package io.kedge.ledger.state;

/// The derived state cannot be read or does not fit itself. Nothing is lost: it is rebuilt from the
/// log.
public final class StateDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public StateDamagedException(String what) {
    super(what);
  }

  /// Says what is wrong, with the store's own words.
  public StateDamagedException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
