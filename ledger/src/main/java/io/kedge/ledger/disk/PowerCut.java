package io.kedge.ledger.disk;

/// The power of a [SimDisk] failed. An error, so that no handler of the code under test takes it
/// for something it can deal with.
public final class PowerCut extends Error {
  private static final long serialVersionUID = 1L;

  PowerCut(String what) {
    super("the power failed before " + what);
  }
}
