package io.kedge.ledger.publish;

import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.Signatory;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.TreeProofs;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The checkpoints of a directory that may be shown: signed by the ledger, over a root that the
/// entries give, with the cosignatures of followers that came for them. Safe for use by many
/// threads.
final class Checkpoints implements Closeable {
  /// Where cosignatures are kept.
  static final String COSIGNATURES = "cosignatures";

  private static final int KEPT_MAX = 4_096;

  private final Disk disk;
  private final VerifierKey ledger;
  private final NoteVerifier verifier;
  private final NoteVerifier followers;
  private final PublishedNotes signed;
  private final PublishedNotes cosigned;
  private final NavigableMap<Long, SignedNote> shown = new TreeMap<>();
  private final NavigableMap<Long, SignedNote> waiting = new TreeMap<>();
  private @Nullable CheckpointFiles writer;

  Checkpoints(Disk disk, VerifierKey ledger, List<VerifierKey> followers) {
    this.disk = disk;
    this.ledger = ledger;
    this.verifier = new NoteVerifier(List.of(ledger));
    this.followers = new NoteVerifier(followers);
    this.signed = new PublishedNotes(disk, CheckpointFiles.DIRECTORY);
    this.cosigned = new PublishedNotes(disk, COSIGNATURES);
  }

  /// Takes in what is new on the disk and may be shown now.
  ///
  /// @param size entries that can be served
  synchronized void refresh(TreeProofs proofs, long size) throws IOException {
    for (SignedNote note : signed.more()) {
      ownCheckpoint(note).ifPresent(head -> waiting.put(head.size(), note));
    }
    while (!waiting.isEmpty() && waiting.firstKey() <= size) {
      SignedNote note = waiting.pollFirstEntry().getValue();
      Checkpoint head = ownCheckpoint(note).orElseThrow();
      if (proofs.root(head.size()).equals(head.root())) {
        shown.put(head.size(), note);
      }
    }
    for (SignedNote note : cosigned.more()) {
      add(note);
    }
    while (shown.size() > KEPT_MAX) {
      shown.pollFirstEntry();
    }
  }

  /// What a note says, if it is a checkpoint that this ledger signed.
  Optional<Checkpoint> ownCheckpoint(SignedNote note) {
    try {
      Checkpoint head = Checkpoint.parse(note.text());
      boolean own =
          head.origin().equals(ledger.name())
              && head.extensions().isEmpty()
              && verifier.check(note) instanceof NoteVerdict.Verified;
      return own ? Optional.of(head) : Optional.empty();
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  /// The newest.
  synchronized Optional<SignedNote> newest() {
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown.lastEntry().getValue());
  }

  /// Entries that the newest covers.
  synchronized long newestSize() {
    return shown.isEmpty() ? 0 : shown.lastKey();
  }

  /// The newest that at least so many followers cosigned.
  synchronized Optional<SignedNote> cosignedBy(int followersMin) {
    return shown.descendingMap().values().stream()
        .filter(note -> cosigners(note) >= followersMin)
        .findFirst();
  }

  private int cosigners(SignedNote note) {
    return signatories(note).size();
  }

  private List<Signatory> signatories(SignedNote note) {
    return followers.check(note) instanceof NoteVerdict.Verified(var signatories, var _)
        ? signatories
        : List.of();
  }

  /// What became of a cosignature.
  enum Taken {
    /// It is with its checkpoint now, or was before.
    YES,
    /// No configured follower's key made it.
    NOT_A_FOLLOWER,
    /// No such checkpoint was published, or so long ago that it is not kept at hand.
    UNKNOWN_CHECKPOINT,
    /// A checkpoint of this size was published, with another root.
    OTHER_ROOT
  }

  /// Takes a note with cosignatures of a checkpoint in, keeps it, and shows them from now on.
  synchronized Taken take(SignedNote note) throws IOException {
    if (signatories(note).isEmpty()) {
      return Taken.NOT_A_FOLLOWER;
    }
    Checkpoint head;
    try {
      head = Checkpoint.parse(note.text());
    } catch (NoteFormatException e) {
      return Taken.UNKNOWN_CHECKPOINT;
    }
    SignedNote known = shown.get(head.size());
    if (known == null || !head.origin().equals(ledger.name())) {
      return Taken.UNKNOWN_CHECKPOINT;
    }
    if (!known.text().equals(note.text())) {
      return Taken.OTHER_ROOT;
    }
    List<NoteSignature> fresh = fresh(known, note);
    if (!fresh.isEmpty()) {
      CheckpointFiles files = writer;
      if (files == null) {
        files = CheckpointFiles.open(disk, COSIGNATURES);
        writer = files;
      }
      files.append(new SignedNote(note.text(), fresh));
      add(note);
    }
    return Taken.YES;
  }

  /// The lines of followers who have not cosigned this checkpoint yet.
  private List<NoteSignature> fresh(SignedNote known, SignedNote note) {
    List<VerifierKey> before = signatories(known).stream().map(Signatory::key).toList();
    var fresh = new ArrayList<NoteSignature>();
    for (NoteSignature line : note.signatures()) {
      var alone = new SignedNote(note.text(), List.of(line));
      List<Signatory> of = signatories(alone);
      if (!of.isEmpty() && !before.contains(of.getFirst().key())) {
        fresh.add(line);
      }
    }
    return fresh;
  }

  private void add(SignedNote note) {
    Optional<Checkpoint> head = headOf(note);
    SignedNote known = head.isEmpty() ? null : shown.get(head.get().size());
    if (known != null && known.text().equals(note.text())) {
      SignedNote with = known;
      for (NoteSignature line : fresh(known, note)) {
        with = with.with(line);
      }
      shown.put(head.get().size(), with);
    }
  }

  private static Optional<Checkpoint> headOf(SignedNote note) {
    try {
      return Optional.of(Checkpoint.parse(note.text()));
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    CheckpointFiles files = writer;
    if (files != null) {
      files.close();
    }
  }
}
