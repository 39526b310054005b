package io.kedge.server.money.iso;

/// A file of a bank that is not taken. Nothing of it is booked.
public final class FileFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FileFault fault;

  /// Names the fault and where it is.
  ///
  /// @param fault which
  /// @param detail the element or limit, in words
  public FileFaultException(FileFault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  /// Which fault.
  public FileFault fault() {
    return fault;
  }
}
