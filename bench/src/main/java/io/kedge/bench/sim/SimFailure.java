package io.kedge.bench.sim;

/// A simulation found something that must not be.
public final class SimFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SimFailure(String what) {
    super(what);
  }

  /// Another failure, with where it happened.
  SimFailure(String where, Throwable cause) {
    super(where + ": " + cause, cause);
  }

  static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw new SimFailure(otherwise);
    }
  }

  static void unlessSame(Object is, Object expected, String what) {
    if (!is.equals(expected)) {
      throw new SimFailure(what + " is " + is + " and must be " + expected);
    }
  }
}
