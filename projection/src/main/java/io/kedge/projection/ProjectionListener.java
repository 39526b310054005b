package io.kedge.projection;

import java.util.List;

/// Hears when blocks have come into the read models, for example to tell the web's clients.
@FunctionalInterface
public interface ProjectionListener {
  /// Blocks are in the read models, and can be queried. Called from the projector's thread, in
  /// order; it should be quick. What it throws is logged.
  ///
  /// @param position how far the read models are
  /// @param blocks the new blocks, in order
  void projected(Position position, List<FinalBlock> blocks);
}
