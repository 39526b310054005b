package io.kedge.ledger.follow;

import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.NodeParts;
import io.kedge.ledger.node.Replica;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.publish.Answer;
import io.kedge.ledger.publish.Publication;
import io.kedge.ledger.tree.ConsistencyProof;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows one ledger (semantics/ledger.md §6C): pulls what a checkpoint covers, verifies every
/// signature, executes every command again, compares every result and root, and only then cosigns.
/// At the first difference it writes a signed report and goes no further; what it has stays good.
///
/// Its directory is that of a ledger: the same segments byte for byte, the ledger's own
/// checkpoints,
/// and beside them what it cosigned, the reports and the evidence.
public final class Follower implements AutoCloseable {
  private static final String TARGET = "follow.target";
  private static final int NOTE_BYTES_MAX = Publication.NOTE_BYTES_MAX;

  private final GenesisState genesis;
  private final NodeParts parts;
  private final NoteVerifier pinned;
  private final FollowerKeys keys;
  private final Replica replica;
  private final Cosignatures cosignatures;
  private final Reports reports;
  private @Nullable Signed highest;
  private @Nullable Signed accepted;
  private @Nullable FollowStopped stopped;
  private boolean delivered;

  /// A checkpoint that a pinned key signed.
  record Signed(SignedNote note, Checkpoint head) {}

  /// What a poll did.
  ///
  /// @param from entries before
  /// @param tip the ledger now
  /// @param checkpoint the newest that was accepted; empty before the first
  /// @param cosigned whether it was cosigned
  /// @param delivery what the ledger said to the cosignature: an HTTP status, 0 where none was sent
  public record Progress(
      long from, Tip tip, Optional<SignedNote> checkpoint, boolean cosigned, int delivery) {}

  private Follower(
      GenesisState genesis,
      NodeParts parts,
      List<VerifierKey> pinned,
      FollowerKeys keys,
      Replica replica) {
    this.genesis = genesis;
    this.parts = parts;
    this.pinned = new NoteVerifier(pinned);
    this.keys = keys;
    this.replica = replica;
    this.cosignatures = new Cosignatures(parts.disk(), keys.cosigner(), parts.clock());
    this.reports = new Reports(parts.disk(), genesis.ledger(), keys);
  }

  /// Opens a follower's directory, or begins one.
  ///
  /// @param parts directory, clock, state, signatures and limits of the copy
  /// @param pinned the keys that may sign checkpoints, the ledger's own first
  /// @throws FollowStopped DIVERGED_BEFORE where a report is there
  public static Follower open(
      GenesisState genesis,
      RuleBook rules,
      NodeParts parts,
      List<VerifierKey> pinned,
      FollowerKeys keys)
      throws IOException, FollowStopped {
    Replica replica = Replica.open(genesis, rules, parts, pinned.getFirst());
    try {
      var follower = new Follower(genesis, parts, pinned, keys, replica);
      follower.resume();
      return follower;
    } catch (IOException | RuntimeException | FollowStopped e) {
      replica.close();
      throw e;
    }
  }

  private void resume() throws IOException, FollowStopped {
    Optional<String> report = reports.existing();
    if (report.isPresent()) {
      throw new FollowStopped(StopReason.DIVERGED_BEFORE, report.get(), report.get());
    }
    var kept = CheckpointFiles.read(parts.disk(), 2).notes();
    for (CheckpointFiles.Stored stored : kept) {
      signed(stored.note()).ifPresent(this::remember);
    }
    accepted = highest;
    Optional<Bytes> target = SmallFile.read(parts.disk(), TARGET, NOTE_BYTES_MAX);
    if (target.isPresent()) {
      try {
        signed(SignedNote.parse(target.get())).ifPresent(this::remember);
      } catch (NoteFormatException e) {
        parts.disk().delete(TARGET);
      }
    }
    cosignatures.last(genesis.origin()).flatMap(this::signed).ifPresent(this::remember);
  }

  private void remember(Signed signed) {
    Signed before = highest;
    if (before == null || signed.head().size() >= before.head().size()) {
      highest = signed;
    }
  }

  /// What a note says, if a pinned key signed it as a checkpoint of this ledger.
  private Optional<Signed> signed(SignedNote note) {
    try {
      Checkpoint head = Checkpoint.parse(note.text());
      boolean ours =
          head.origin().equals(genesis.origin())
              && head.extensions().isEmpty()
              && pinned.check(note) instanceof NoteVerdict.Verified;
      return ours ? Optional.of(new Signed(note, head)) : Optional.empty();
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  /// What opening found worth telling an operator.
  public List<String> notes() {
    return replica.notes();
  }

  /// The last block that is here.
  public Tip tip() {
    return replica.tip();
  }

  /// The newest checkpoint that was accepted.
  public synchronized Optional<SignedNote> checkpoint() {
    return Optional.ofNullable(accepted).map(Signed::note);
  }

  /// What it signs cosignatures with, for those who hand in checkpoints.
  public Cosignatures cosignatures() {
    return cosignatures;
  }

  /// The root of a size that was executed and accepted here.
  public synchronized Optional<Digest> acceptedRoot(long size) {
    Signed now = accepted;
    return now == null || size > now.head().size()
        ? Optional.empty()
        : Optional.of(replica.proofs().root(size));
  }

  /// Follows up to the checkpoint that is published now.
  ///
  /// @throws SourceFailure where the ledger cannot be reached: try again later
  /// @throws FollowStopped where it must not be followed further; for good where the reason is
  ///     proven
  public synchronized Progress poll(Source ledger)
      throws SourceFailure, FollowStopped, IOException, InterruptedException {
    FollowStopped before = stopped;
    if (before != null) {
      throw before;
    }
    long from = replica.tip().treeSize();
    Signed now = fetch(ledger);
    Optional<AuthenticTiles> tiles = judge(ledger, now);
    if (tiles.isPresent()) {
      pull(ledger, now, tiles.get());
    }
    return settle(ledger, from, now);
  }

  /// Compares the checkpoint that another node publishes with what was followed here, so that a
  /// node whose ledger was written anew is noticed (L-30).
  ///
  /// @throws FollowStopped CHECKPOINT_FORKED with a report, where it is of another history
  public synchronized void compare(Source peer) throws SourceFailure, FollowStopped, IOException {
    Signed theirs = fetch(peer);
    requireSameHistory(peer, theirs);
  }

  private Signed fetch(Source ledger) throws SourceFailure, FollowStopped {
    Bytes file = ledger.get("checkpoint", NOTE_BYTES_MAX);
    SignedNote note;
    Checkpoint head;
    try {
      note = SignedNote.parse(file);
      head = Checkpoint.parse(note.text());
      if (!head.extensions().isEmpty()) {
        throw new FollowStopped(StopReason.CHECKPOINT_MALFORMED, "it has extension lines");
      }
    } catch (NoteFormatException e) {
      throw new FollowStopped(StopReason.CHECKPOINT_MALFORMED, e.fault().name());
    }
    if (!head.origin().equals(genesis.origin())) {
      throw new FollowStopped(StopReason.CHECKPOINT_OTHER_LEDGER, head.origin());
    }
    if (pinned.check(note) instanceof NoteVerdict.Refused(var reason)) {
      throw new FollowStopped(StopReason.CHECKPOINT_UNSIGNED, reason.name());
    }
    return new Signed(note, head);
  }

  /// Judges a checkpoint by itself; answers its tiles where there is more than is here.
  private Optional<AuthenticTiles> judge(Source ledger, Signed now)
      throws SourceFailure, FollowStopped, IOException {
    Optional<AuthenticTiles> tiles = requireSameHistory(ledger, now);
    Signed before = highest;
    if (before != null && now.head().size() < before.head().size()) {
      reports.keep(before.note());
      reports.keep(now.note());
      throw new FollowStopped(
          StopReason.CHECKPOINT_WENT_BACK,
          now.head().size() + " entries after " + before.head().size());
    }
    return tiles;
  }

  /// Compares at the smaller of both sizes: here from our own tree, there from tiles that the new
  /// root proves.
  private Optional<AuthenticTiles> requireSameHistory(Source source, Signed now)
      throws SourceFailure, FollowStopped, IOException {
    Tip tip = replica.tip();
    Checkpoint head = now.head();
    TreeProofs own = replica.proofs();
    if (head.size() <= tip.treeSize()) {
      Digest root = own.root(head.size());
      if (!root.equals(head.root())) {
        List<Digest> path =
            highest == null || highest.head().size() > tip.treeSize()
                ? List.of()
                : own.consistency(head.size(), highest.head().size()).path();
        throw forked(now, head.size(), root, head.root(), path);
      }
      return Optional.empty();
    }
    AuthenticTiles tiles = AuthenticTiles.of(source, head);
    if (tip.treeSize() == 0) {
      return Optional.of(tiles);
    }
    Digest theirs = tiles.make(proofs -> proofs.root(tip.treeSize()));
    ConsistencyProof proof = tiles.make(proofs -> proofs.consistency(tip.treeSize(), head.size()));
    if (!theirs.equals(tip.treeRoot())) {
      throw forked(now, tip.treeSize(), tip.treeRoot(), theirs, proof.path());
    }
    if (!proof.verify(tip.treeRoot(), head.root()).accepted()) {
      throw new FollowStopped(StopReason.TILE_WRONG, "the consistency proof does not hold");
    }
    return Optional.of(tiles);
  }

  private FollowStopped forked(Signed now, long size, Digest ours, Digest theirs, List<Digest> path)
      throws IOException {
    reports.keep(now.note());
    String earlier = "";
    Signed before = highest;
    if (before != null) {
      reports.keep(before.note());
      earlier = before.note().encoded().text();
    }
    var divergence =
        new Divergence(StopReason.CHECKPOINT_FORKED, 0, size, "", "root " + ours, "root " + theirs);
    var evidence =
        new Divergence.Evidence(now.note().encoded().text(), earlier, Bytes.EMPTY, base64(path));
    return stop(divergence, evidence);
  }

  private static List<String> base64(List<Digest> path) {
    return path.stream().map(hash -> hash.bytes().base64()).toList();
  }

  private FollowStopped stop(Divergence divergence, Divergence.Evidence evidence)
      throws IOException {
    String report = reports.write(divergence, evidence);
    var stop =
        new FollowStopped(
            divergence.reason(),
            "entry "
                + divergence.index()
                + ": expected "
                + divergence.expected()
                + ", got "
                + divergence.got(),
            report);
    stopped = stop;
    return stop;
  }

  private void pull(Source ledger, Signed now, AuthenticTiles tiles)
      throws SourceFailure, FollowStopped, IOException, InterruptedException {
    SmallFile.replace(parts.disk(), TARGET, now.note().encoded());
    parts.disk().forceDirectory("");
    remember(now);
    Optional<Pull.Difference> found = Pull.run(replica, ledger, tiles, now.head());
    if (found.isPresent()) {
      Divergence divergence = found.get().divergence();
      List<Digest> path =
          tiles.make(proofs -> proofs.inclusion(divergence.index(), now.head().size()).path());
      throw stop(
          divergence,
          new Divergence.Evidence(
              now.note().encoded().text(), "", found.get().entry(), base64(path)));
    }
    if (!replica.tip().treeRoot().equals(now.head().root())) {
      throw new IllegalStateException("every entry is of the root, and the root is another");
    }
  }

  /// Cosigns what was executed, keeps it, and hands the cosignature in, again where it did not get
  /// there before.
  private Progress settle(Source ledger, long from, Signed now) throws IOException, FollowStopped {
    Tip tip = replica.tip();
    if (now.head().size() == 0) {
      return new Progress(from, tip, Optional.of(now.note()), false, 0);
    }
    NoteSignature line = cosign(now);
    Signed before = accepted;
    if (before == null || before.head().size() < now.head().size()) {
      replica.keep(now.note().with(line));
      remember(now);
      accepted = now;
      delivered = false;
    }
    int status = 0;
    if (!delivered) {
      status = deliver(ledger, now, line);
      delivered = status > 0 && status < 500;
    }
    return new Progress(from, tip, Optional.of(now.note()), true, status);
  }

  private NoteSignature cosign(Signed now) throws IOException, FollowStopped {
    Optional<Signed> last = cosignatures.last(genesis.origin()).flatMap(this::signed);
    if (last.isPresent() && last.get().head().equals(now.head())) {
      return last.get().note().signatures().getLast();
    }
    long size = last.map(signed -> signed.head().size()).orElse(0L);
    ConsistencyProof proof = replica.proofs().consistency(size, now.head().size());
    try {
      return cosignatures.cosign(now.note(), now.head(), proof);
    } catch (CosignRefused e) {
      Checkpoint cosigned = last.orElseThrow(() -> new IllegalStateException(e)).head();
      Digest here = replica.proofs().root(size);
      throw forked(now, cosigned.size(), cosigned.root(), here, proof.path());
    }
  }

  /// Hands the cosignature in. That nobody takes it is no reason to stop.
  private static int deliver(Source ledger, Signed now, NoteSignature line) {
    try {
      var note = new SignedNote(now.note().text(), new ArrayList<>(List.of(line)));
      Answer answer = ledger.post("cosignatures", note.encoded());
      return answer.status();
    } catch (SourceFailure e) {
      return 0;
    }
  }

  /// The keys it signs with.
  public FollowerKeys keys() {
    return keys;
  }

  /// Gives the directory back.
  @Override
  public synchronized void close() throws IOException {
    replica.close();
  }
}
