package io.kedge.ledger.proof;

/// Thrown by parsers in this package; says which rule of the format is broken.
public final class NoteFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FormatFault fault;

  /// Names the fault.
  public NoteFormatException(FormatFault fault) {
    super(fault.name(), null, false, false);
    this.fault = fault;
  }

  /// Which rule is broken.
  public FormatFault fault() {
    return fault;
  }
}
