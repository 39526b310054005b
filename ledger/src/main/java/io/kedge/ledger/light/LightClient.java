package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.light.LightAnswer.Refusal;
import io.kedge.ledger.light.LightAnswer.Step;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.CheckpointVerdict;
import io.kedge.ledger.proof.CheckpointVerifier;
import io.kedge.ledger.proof.ForkEvidence;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.PrefixRoots;
import io.kedge.ledger.tree.TreeProofs;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Keeps the newest checkpoint of each ledger (semantics/ledger.md §6C; requirement L-23). It takes
/// a newer one only after it has seen that it extends the kept one, never an older one, and keeps
/// two that contradict each other as evidence. It believes keys, and nothing a log serves.
public final class LightClient implements Closeable {
  /// The path of a log's newest checkpoint.
  public static final String CHECKPOINT = "checkpoint";

  private static final int CHECKPOINT_BYTES_MAX = 64 << 10;

  private final LightStore store;

  private LightClient(LightStore store) {
    this.store = store;
  }

  /// Opens the folder of a light client, which may be empty.
  ///
  /// @throws io.kedge.ledger.disk.DiskLocked if another process has it
  public static LightClient open(Disk disk) throws IOException {
    return new LightClient(LightStore.open(disk));
  }

  /// What is kept, of every ledger.
  public List<Kept> kept() throws IOException {
    return store.all();
  }

  /// What is kept of a ledger.
  public Optional<Kept> kept(String origin) throws IOException {
    return store.kept(origin);
  }

  /// Looks at a log and goes forward with it.
  ///
  /// @param source where it is read
  /// @param name what to note as the source
  /// @param given whom to believe; empty for whom was believed before
  /// @throws SourceFailed where the log cannot be read
  public LightAnswer look(LogSource source, String name, Optional<Believed> given)
      throws IOException {
    Optional<Bytes> file = source.read(CHECKPOINT, CHECKPOINT_BYTES_MAX);
    if (file.isEmpty()) {
      return refused(Refusal.CHECKPOINT_MISSING);
    }
    SignedNote note;
    Checkpoint claimed;
    try {
      note = SignedNote.parse(file.get());
      claimed = Checkpoint.parse(note.text());
    } catch (NoteFormatException e) {
      return new LightAnswer.Refused(e.fault().name());
    }
    if (given.isEmpty() && isOfAnother(name, claimed.origin())) {
      return refused(Refusal.OTHER_LEDGER);
    }
    Optional<Kept> kept = store.kept(claimed.origin());
    Believed believed = given.or(() -> kept.map(Kept::believed)).orElse(Believed.of(List.of()));
    return switch (believed.checkpoints().verify(note)) {
      case CheckpointVerdict.Malformed(var fault) -> new LightAnswer.Refused(fault.name());
      case CheckpointVerdict.Rejected(var reason) -> new LightAnswer.Refused(reason.name());
      case CheckpointVerdict.Accepted shown ->
          kept.isEmpty()
              ? begin(new Kept(name, believed, shown.checkpoint(), shown.note()))
              : goOn(
                  kept.get(), new Kept(name, believed, shown.checkpoint(), shown.note()), source);
    };
  }

  /// True where the source is the one another ledger was read from, and not this one.
  private boolean isOfAnother(String source, String origin) throws IOException {
    boolean another = false;
    for (Kept kept : store.all()) {
      if (kept.source().equals(source)) {
        if (kept.origin().equals(origin)) {
          return false;
        }
        another = true;
      }
    }
    return another;
  }

  private static LightAnswer refused(Refusal refusal) {
    return new LightAnswer.Refused(refusal.name());
  }

  /// A first checkpoint of no entries has the one root of no entries, or nothing would ever extend
  /// it.
  private LightAnswer begin(Kept first) throws IOException {
    Checkpoint head = first.checkpoint();
    if (head.size() == 0 && !head.root().equals(MerkleHasher.emptyRoot())) {
      return refused(Refusal.EMPTY_ROOT_WRONG);
    }
    store.keep(first);
    return new LightAnswer.Fits(Step.FIRST, first.checkpoint(), first);
  }

  private LightAnswer goOn(Kept kept, Kept shown, LogSource source) throws IOException {
    var verifier = new CheckpointVerifier(shown.believed().allKeys());
    if (!shown.believed().isSame(kept.believed())
        && !(verifier.verify(kept.note()) instanceof CheckpointVerdict.Accepted)) {
      return refused(Refusal.OTHER_KEY);
    }
    LightAnswer answer = compareKeeping(kept, shown, source);
    return answer instanceof LightAnswer.Fits(Step step, var head, var before)
            && step == Step.WITHIN
        ? new LightAnswer.WentBack(head, before, true)
        : answer;
  }

  /// The same as [#compare]. What the log signed and did not connect with the kept checkpoint is
  /// kept too: a log that is silent about it would otherwise take it back.
  LightAnswer compareKeeping(Kept kept, Kept shown, LogSource source) throws IOException {
    LightAnswer answer;
    try {
      answer = compare(kept, shown, source);
    } catch (SourceFailed e) {
      keepWhereSilent(refused(Refusal.TILE_MISSING), kept, shown);
      throw e;
    }
    keepWhereSilent(answer, kept, shown);
    return answer;
  }

  /// Keeps both as a doubt, where the answer is that the log serves nothing to compare them by.
  void keepWhereSilent(LightAnswer answer, Kept kept, Kept shown) throws IOException {
    boolean silent =
        answer.equals(refused(Refusal.TILE_MISSING))
            || (answer instanceof LightAnswer.WentBack back && !back.consistent());
    if (silent && store.hasRoomForDoubts()) {
      doubt(kept, shown);
    }
  }

  private String doubt(Kept kept, Kept shown) throws IOException {
    boolean larger = kept.checkpoint().size() > shown.checkpoint().size();
    SignedNote smaller = ownLines(larger ? shown : kept);
    return store.keep(
        LightStore.DOUBT, new ForkEvidence(smaller, ownLines(larger ? kept : shown), List.of()));
  }

  /// Compares a checkpoint of a file with the kept one, and goes forward where it is newer.
  ///
  /// @param shown a checkpoint that verifies with what is believed about the ledger
  LightAnswer compare(Kept kept, Kept shown, LogSource source) throws IOException {
    long before = kept.checkpoint().size();
    long after = shown.checkpoint().size();
    if (before == after) {
      return kept.checkpoint().root().equals(shown.checkpoint().root())
          ? same(kept, shown)
          : contradiction(kept, shown, List.of());
    }
    try {
      return before < after ? forward(kept, shown, source) : backward(kept, shown, source);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// New cosignatures of the same checkpoint are kept with it.
  private LightAnswer same(Kept kept, Kept shown) throws IOException {
    SignedNote note = shown.note();
    for (NoteSignature line : kept.note().signatures()) {
      boolean there =
          note.signatures().stream()
              .anyMatch(l -> l.keyId().equals(line.keyId()) && l.name().equals(line.name()));
      note = there ? note : note.with(line);
    }
    Kept now = new Kept(shown.source(), shown.believed(), shown.checkpoint(), note);
    boolean good = now.believed().checkpoints().verify(note) instanceof CheckpointVerdict.Accepted;
    Kept next = good ? now : shown;
    if (!next.equals(kept)) {
      store.keep(next);
    }
    return new LightAnswer.Fits(Step.SAME, shown.checkpoint(), next);
  }

  private LightAnswer forward(Kept kept, Kept shown, LogSource source) throws IOException {
    var connection = Connection.between(kept.checkpoint(), shown.checkpoint(), source);
    if (connection.consistent()) {
      store.keep(shown);
      return new LightAnswer.Fits(Step.FORWARD, shown.checkpoint(), shown);
    }
    if (connection.missing()) {
      return refused(Refusal.TILE_MISSING);
    }
    return connection.contradicts()
        ? contradiction(kept, shown, connection.hashes())
        : unconnected(kept, shown);
  }

  private LightAnswer backward(Kept kept, Kept shown, LogSource source) throws IOException {
    var connection = Connection.between(shown.checkpoint(), kept.checkpoint(), source);
    if (connection.consistent()) {
      return new LightAnswer.Fits(Step.WITHIN, shown.checkpoint(), kept);
    }
    return connection.contradicts()
        ? contradiction(shown, kept, connection.hashes(), kept, shown)
        : new LightAnswer.WentBack(shown.checkpoint(), kept, false);
  }

  private LightAnswer contradiction(Kept kept, Kept shown, List<Digest> hashes) throws IOException {
    return contradiction(kept, shown, hashes, kept, shown);
  }

  private LightAnswer contradiction(
      Kept smaller, Kept larger, List<Digest> hashes, Kept kept, Kept shown) throws IOException {
    var evidence = new ForkEvidence(ownLines(smaller), ownLines(larger), hashes);
    String file = store.keep(LightStore.EVIDENCE, evidence);
    return new LightAnswer.Contradiction(shown.checkpoint(), kept, file);
  }

  private LightAnswer unconnected(Kept kept, Kept shown) throws IOException {
    return new LightAnswer.Unconnected(shown.checkpoint(), kept, doubt(kept, shown));
  }

  /// The note with the ledger's own signature alone: who checks it needs one key.
  private static SignedNote ownLines(Kept kept) {
    List<VerifierKey> own =
        kept.believed().allKeys().stream()
            .filter(key -> key.kind() == VerifierKey.Kind.LOG && key.name().equals(kept.origin()))
            .toList();
    return new SignedNote(
        kept.note().text(),
        kept.note().signatures().stream()
            .filter(line -> own.stream().anyMatch(key -> key.keyId().equals(line.keyId())))
            .toList());
  }

  /// What the tiles of a log say about two of its checkpoints.
  ///
  /// @param consistent the larger tree begins with the smaller one
  /// @param contradicts the larger tree is that of the tiles, and begins otherwise
  /// @param missing a tile is missing
  /// @param hashes the hashes of [PrefixRoots] where it contradicts
  private record Connection(
      boolean consistent, boolean contradicts, boolean missing, List<Digest> hashes) {
    static Connection between(Checkpoint smaller, Checkpoint larger, LogSource source) {
      if (smaller.size() == 0) {
        boolean empty = smaller.root().equals(MerkleHasher.emptyRoot());
        return new Connection(empty, false, false, List.of());
      }
      var proofs = new TreeProofs(new SourceTiles(source));
      try {
        var proof = proofs.consistency(smaller.size(), larger.size());
        if (proof.verify(smaller.root(), larger.root()).accepted()) {
          return new Connection(true, false, false, List.of());
        }
        List<Digest> hashes = PrefixRoots.hashes(proofs, smaller.size(), larger.size());
        boolean contradicts =
            PrefixRoots.of(smaller.size(), larger.size(), hashes)
                .filter(roots -> roots.second().equals(larger.root()))
                .filter(roots -> !roots.first().equals(smaller.root()))
                .isPresent();
        return new Connection(false, contradicts, false, contradicts ? hashes : List.of());
      } catch (MissingTileException e) {
        return new Connection(false, false, true, List.of());
      }
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
