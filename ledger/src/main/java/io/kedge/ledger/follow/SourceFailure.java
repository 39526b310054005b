package io.kedge.ledger.follow;

/// Something could not be had from where a ledger is published.
public final class SourceFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Kind {
    /// Nobody answers there, or not in time.
    UNREACHABLE,
    /// There is nothing at this path.
    NOT_FOUND,
    /// Another answer than yes.
    REFUSED,
    /// More bytes than such a thing can have.
    TOO_LARGE
  }

  private final Kind kind;

  /// A failure with what was asked for.
  public SourceFailure(Kind kind, String what) {
    super(what, null, false, false);
    this.kind = kind;
  }

  /// Why.
  public Kind kind() {
    return kind;
  }
}
