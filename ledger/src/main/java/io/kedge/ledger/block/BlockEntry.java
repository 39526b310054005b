package io.kedge.ledger.block;

import io.kedge.contract.Event;
import io.kedge.kernel.Bytes;
import java.util.List;

/// One command of a block: its entry of the tree and what happened. The payload is inside the leaf
/// and nowhere else in the record.
///
/// @param encodedLeaf the entry of the tree, [Leaf#encoded]
/// @param events what happened, in order; an event's id is (height, index of the entry, index here)
public record BlockEntry(Bytes encodedLeaf, List<Event> events) {
  /// Copies the events.
  public BlockEntry {
    events = List.copyOf(events);
  }

  /// The leaf.
  public Leaf leaf() {
    return Leaf.decode(encodedLeaf);
  }
}
