package io.kedge.projection;

/// Why read models refuse to go on. None of these passes by waiting.
public enum ProjectionRefusal {
  /// A block does not follow the one before it.
  GAP,
  /// A block says another history than the one that was projected.
  OTHER_HISTORY,
  /// The schema holds the read models of another ledger.
  OTHER_LEDGER,
  /// The read models are ahead of the ledger: the ledger has lost blocks, or is another copy.
  AHEAD_OF_LEDGER,
  /// An event could not be put into the read models.
  EVENT_NOT_PROJECTED
}
