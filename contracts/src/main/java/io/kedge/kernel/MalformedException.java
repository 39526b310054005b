package io.kedge.kernel;

/// Thrown where bytes from outside do not have the form they must have: broken JSON, an unknown or
/// missing member, a number out of range. It never depends on state.
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong and where, in words for the sender.
  public MalformedException(String message) {
    super(message, null, false, false);
  }
}
