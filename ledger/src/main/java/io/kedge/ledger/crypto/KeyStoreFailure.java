package io.kedge.ledger.crypto;

/// Thrown where private keys cannot be had. Nothing is ever made up in their place: a program that
/// needs them does not start.
public final class KeyStoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What went wrong, in the order of the checks.
  public enum Fault {
    /// No passphrase was given, or an empty one.
    PASSPHRASE_MISSING,
    /// There is no key store at the path.
    FILE_MISSING,
    /// There is one already where a new one should be made.
    FILE_EXISTS,
    /// The file is not a key store, or was changed since it was written.
    FILE_DAMAGED,
    /// The file is sound, and another passphrase sealed it.
    PASSPHRASE_WRONG,
    /// The file system refused to read or write.
    NOT_ACCESSIBLE
  }

  private final Fault fault;

  KeyStoreFailure(Fault fault, String message) {
    super(fault + ": " + message);
    this.fault = fault;
  }

  KeyStoreFailure(Fault fault, String message, Throwable cause) {
    super(fault + ": " + message, cause);
    this.fault = fault;
  }

  /// What went wrong.
  public Fault fault() {
    return fault;
  }
}
