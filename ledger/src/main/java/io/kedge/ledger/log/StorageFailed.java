package io.kedge.ledger.log;

/// The disk failed in a way after which nobody knows what is durable. The log that throws it never
/// acknowledges anything again; the process must end, and recovery decides at the next start.
public final class StorageFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StorageFailed(String what, Throwable cause) {
    super(what, cause);
  }
}
