package io.kedge.ledger.fsck;

import io.kedge.kernel.Digest;
import java.util.List;

/// What an inspection found.
///
/// @param ledger the ledger's id
/// @param blockHeight the last block that was checked
/// @param treeSize entries of the tree up to it
/// @param treeRoot root of the tree, computed anew
/// @param stateRoot root of the state after it, computed anew from all entries
/// @param commands commands in these blocks
/// @param checkpoints stored checkpoints that were checked
/// @param faults everything wrong; none in a sound ledger
/// @param notes what is worth knowing and not wrong, such as an unfinished write that the next
/// start
///     cuts off
public record FsckReport(
    String ledger,
    long blockHeight,
    long treeSize,
    Digest treeRoot,
    Digest stateRoot,
    long commands,
    int checkpoints,
    List<FsckFault> faults,
    List<String> notes) {
  /// Copies the lists.
  public FsckReport {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /// True where nothing is wrong.
  public boolean ok() {
    return faults.isEmpty();
  }
}
