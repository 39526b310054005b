package io.kedge.projection;

import io.kedge.genesis.Genesis;
import java.time.Duration;
import java.util.List;

/// Where final blocks come from: an embedded node, another node, a Fabric channel. The projector
/// pulls; nothing is pushed at it, so a slow database slows down nobody else.
public interface BlockSource {
  /// What the ledger begins with; its hash is the ledger's id.
  Genesis genesis();

  /// The height of the last final block; 0 where there is none.
  long height();

  /// Final blocks without a gap, in order, the first of them at `from`.
  ///
  /// @param from the first height wanted, from 1
  /// @param max at most so many, at least 1
  /// @return none where `from` is above [#height]
  List<FinalBlock> read(long from, int max);

  /// Waits until [#height] is above `height`.
  ///
  /// @return false where that did not happen in time
  boolean awaitAbove(long height, Duration atMost) throws InterruptedException;
}
