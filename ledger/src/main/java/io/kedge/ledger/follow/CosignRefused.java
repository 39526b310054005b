package io.kedge.ledger.follow;

/// A checkpoint is not cosigned.
public final class CosignRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why not, in the order of the checks (C2SP tlog-witness).
  public enum Reason {
    /// The proof is from another size than the one cosigned last.
    OTHER_OLD_SIZE(409),
    /// The proof does not show that the checkpoint extends the one cosigned last.
    PROOF_WRONG(422),
    /// The checkpoint cosigned last has the same size and another root.
    OTHER_ROOT(409);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    /// The status of HTTP that says so.
    public int status() {
      return status;
    }
  }

  private final Reason reason;
  private final long size;

  /// Refused, with the size cosigned last.
  CosignRefused(Reason reason, long size) {
    super(reason + ", last cosigned at " + size + " entries", null, false, false);
    this.reason = reason;
    this.size = size;
  }

  /// Why not.
  public Reason reason() {
    return reason;
  }

  /// The size cosigned last, 0 before the first.
  public long size() {
    return size;
  }
}
