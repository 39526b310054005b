package io.kedge.ledger.fsck;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks every stored checkpoint: its signature, its root against the entries, and by the public
/// verifier that each extends the one before. Extending is transitive, so all pairs are covered.
final class StoredCheckpoints {
  private static final int FILE_BYTES_MAX = 1 << 20;
  private static final String REPAIR =
      "put the file back from a backup; if receipts with that checkpoint are around, they are"
          + " evidence";

  private final Disk disk;
  private final GenesisState genesis;
  private final TreeProofs proofs;
  private final List<FsckFault> faults;
  private final List<String> notes;
  private @Nullable Checkpoint last;

  StoredCheckpoints(
      Disk disk,
      GenesisState genesis,
      TileStore tiles,
      List<FsckFault> faults,
      List<String> notes) {
    this.disk = disk;
    this.genesis = genesis;
    this.proofs = new TreeProofs(tiles);
    this.faults = faults;
    this.notes = notes;
  }

  private void fault(String file, String what) {
    faults.add(new FsckFault(file, 0, what, REPAIR));
  }

  /// Answers how many there are.
  int check(long treeSize) throws IOException {
    Optional<VerifierKey> key = key();
    CheckpointFiles.Content content = CheckpointFiles.read(disk, Integer.MAX_VALUE);
    content.damaged().forEach(place -> fault(place, "no checkpoint is there"));
    content.unfinished().forEach(place -> notes.add(place + ": a checkpoint was being written"));
    Optional<Bytes> current = SmallFile.read(disk, CheckpointFiles.CURRENT, FILE_BYTES_MAX);
    if (key.isEmpty()) {
      return content.notes().size();
    }
    var verifier = new NoteVerifier(List.of(key.get()));
    for (CheckpointFiles.Stored stored : content.notes()) {
      String place = stored.file() + " byte " + stored.offset();
      check(place, stored.note(), verifier, treeSize).ifPresent(next -> chain(place, next));
    }
    current.ifPresent(bytes -> current(bytes, verifier, treeSize));
    return content.notes().size();
  }

  private Optional<VerifierKey> key() throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, LedgerNode.VKEY, FILE_BYTES_MAX);
    if (file.isEmpty()) {
      notes.add("there is no " + LedgerNode.VKEY + ": checkpoints cannot be checked");
      return Optional.empty();
    }
    try {
      var key = VerifierKey.parse(file.get().text().strip());
      if (!file.get().equals(Bytes.utf8(key.text() + "\n"))) {
        fault(LedgerNode.VKEY, "is not one line with the key");
      }
      return Optional.of(key);
    } catch (NoteFormatException e) {
      faults.add(
          new FsckFault(
              LedgerNode.VKEY,
              0,
              "no key: " + e.getMessage(),
              "start the node with its key: it writes the file again"));
      return Optional.empty();
    }
  }

  private void current(Bytes bytes, NoteVerifier verifier, long treeSize) {
    try {
      check(CheckpointFiles.CURRENT, SignedNote.parse(bytes), verifier, treeSize);
    } catch (NoteFormatException e) {
      fault(CheckpointFiles.CURRENT, "no checkpoint: " + e.getMessage());
    }
  }

  private Optional<Checkpoint> check(
      String place, SignedNote note, NoteVerifier verifier, long treeSize) {
    if (verifier.check(note) instanceof NoteVerdict.Refused(var reason)) {
      fault(place, "the signature does not hold (" + reason + ")");
      return Optional.empty();
    }
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (NoteFormatException e) {
      fault(place, "no checkpoint: " + e.getMessage());
      return Optional.empty();
    }
    if (!checkpoint.origin().equals(genesis.origin())) {
      fault(place, "of another ledger: " + checkpoint.origin());
    } else if (checkpoint.size() > treeSize) {
      fault(place, "of " + checkpoint.size() + " entries; the log has " + treeSize);
    } else if (!checkpoint.root().equals(proofs.root(checkpoint.size()))) {
      fault(place, "its root is not that of the log's first " + checkpoint.size() + " entries");
    } else {
      return Optional.of(checkpoint);
    }
    return Optional.empty();
  }

  private void chain(String place, Checkpoint next) {
    Checkpoint before = last;
    if (before != null) {
      boolean extended =
          before.size() <= next.size()
              && proofs
                  .consistency(before.size(), next.size())
                  .verify(before.root(), next.root())
                  .accepted();
      if (!extended) {
        fault(place, "does not extend the checkpoint of " + before.size() + " entries before it");
      }
    }
    last = next;
  }
}
