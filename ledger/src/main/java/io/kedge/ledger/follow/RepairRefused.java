package io.kedge.ledger.follow;

/// A directory is not repaired. Nothing was changed.
public final class RepairRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why not, in the order of the checks.
  public enum Reason {
    /// There is neither `FORMAT` nor `genesis.json` here: nobody knows which ledger it was.
    LEDGER_UNKNOWN,
    /// There is no key here and none was given that could say what is right.
    KEY_UNKNOWN,
    /// The other node's genesis document is another one.
    PEER_GENESIS_DIFFERS,
    /// The other node's checkpoint is none, or no known key signed it.
    PEER_CHECKPOINT_WRONG,
    /// The other node has another history than the checkpoint trusted here.
    PEER_FORKED,
    /// The other node does not have what is missing here.
    PEER_BEHIND,
    /// What the other node serves is not what the trusted checkpoint covers, or does not follow
    /// from
    /// executing it.
    PEER_WRONG,
    /// Nobody knows any more where the missing records lay.
    LAYOUT_UNKNOWN,
    /// The beginning of the ledger is not here, so that nothing can be executed to prove what the
    /// damage left unproven.
    NOT_PROVABLE
  }

  private final Reason reason;

  /// Refused, with what it is about.
  RepairRefused(Reason reason, String what) {
    super(reason + ": " + what, null, false, false);
    this.reason = reason;
  }

  /// Why not.
  public Reason reason() {
    return reason;
  }
}
