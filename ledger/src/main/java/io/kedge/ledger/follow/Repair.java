package io.kedge.ledger.follow;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.fsck.FsckFault;
import io.kedge.ledger.fsck.FsckReport;
import io.kedge.ledger.log.LogMend;
import io.kedge.ledger.log.MendRefused;
import io.kedge.ledger.log.RecordBody;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.Machine;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.state.MemoryStateStore;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.TreeAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts back what a ledger's directory lost, from another node (L-27, L-28): exactly the damaged
/// bytes, each proven before anything is written. The other node is believed in nothing: what it
/// serves must be of a checkpoint that the ledger's key signed and that extends the highest one
/// trusted here, and be what the records behind it, the head, or executing everything again demand.
public final class Repair {
  /// Where reports of repairs are.
  public static final String DIRECTORY = "repairs";

  private static final int NOTE_BYTES_MAX = 1 << 20;

  private final RepairParts parts;
  private final Disk disk;
  private final Source peer;
  private final Identity identity;
  private final List<RepairReport.Mended> mended = new ArrayList<>();
  private String proof = "";

  private Repair(RepairParts parts, Source peer, Identity identity) {
    this.parts = parts;
    this.disk = parts.disk();
    this.peer = peer;
    this.identity = identity;
  }

  /// Repairs a directory that no process has open.
  ///
  /// @param given keys of the ledger that came from elsewhere, in case the one here is lost
  /// @throws RepairRefused where it cannot be done; nothing was changed
  /// @throws SourceFailure where the other node cannot be reached; nothing was changed
  /// @throws io.kedge.ledger.disk.DiskLocked if a process has the directory
  public static RepairReport run(RepairParts parts, Source peer, List<VerifierKey> given)
      throws IOException, RepairRefused, SourceFailure {
    try {
      return new Repair(parts, peer, Identity.of(parts.disk(), given)).run();
    } catch (PeerRecords.Refusal e) {
      throw e.refused();
    } catch (MendRefused e) {
      throw new RepairRefused(
          switch (e.reason()) {
            case NOT_COVERED -> RepairRefused.Reason.PEER_BEHIND;
            case LAYOUT_UNKNOWN -> RepairRefused.Reason.LAYOUT_UNKNOWN;
          },
          String.valueOf(e.getMessage()));
    } catch (FollowStopped e) {
      throw new RepairRefused(RepairRefused.Reason.PEER_WRONG, String.valueOf(e.getMessage()));
    }
  }

  private RepairReport run() throws IOException, RepairRefused, SourceFailure, FollowStopped {
    Bytes document = identity.genesis(peer);
    GenesisState genesis = parts.genesis().apply(document);
    Trusted trusted = trusted();
    proof = trusted.note().encoded().text();
    var records = new PeerRecords(peer, trusted.head(), trusted.tiles());
    MemoryTileStore tiles = log(genesis, document, trusted, records);
    FsckReport found = parts.inspection().inspect(genesis);
    FsckReport after = derived(found, tiles) ? parts.inspection().inspect(genesis) : found;
    var report = new RepairReport(genesis.ledger(), peer.name(), proof, mended, after);
    write(report);
    return report;
  }

  /// A checkpoint that proves what is fetched, with its tiles.
  private record Trusted(SignedNote note, Checkpoint head, AuthenticTiles tiles) {}

  /// The other node's checkpoint, if the ledger's key signed it and it extends the highest one
  /// here.
  private Trusted trusted() throws IOException, RepairRefused, SourceFailure, FollowStopped {
    Optional<Checkpoint> own = highest();
    SignedNote note;
    Checkpoint head;
    try {
      note = SignedNote.parse(peer.get(CheckpointFiles.CURRENT, NOTE_BYTES_MAX));
      head =
          signed(note)
              .orElseThrow(
                  () ->
                      new RepairRefused(
                          RepairRefused.Reason.PEER_CHECKPOINT_WRONG,
                          "it is not signed by a key of " + identity.origin()));
    } catch (NoteFormatException e) {
      throw new RepairRefused(
          RepairRefused.Reason.PEER_CHECKPOINT_WRONG, "it is no note: " + e.fault());
    }
    if (own.isPresent() && head.size() < own.get().size()) {
      throw new RepairRefused(
          RepairRefused.Reason.PEER_BEHIND,
          head.size() + " entries there, " + own.get().size() + " trusted here");
    }
    AuthenticTiles tiles = AuthenticTiles.of(peer, head);
    if (own.isPresent() && own.get().size() > 0) {
      Digest root = tiles.make(proofs -> proofs.root(own.get().size()));
      if (!root.equals(own.get().root())) {
        throw new RepairRefused(
            RepairRefused.Reason.PEER_FORKED, "at " + own.get().size() + " entries");
      }
    }
    return new Trusted(note, head, tiles);
  }

  private Optional<Checkpoint> signed(SignedNote note) {
    try {
      Checkpoint head = Checkpoint.parse(note.text());
      boolean ours =
          head.origin().equals(identity.origin())
              && new NoteVerifier(identity.keys()).check(note) instanceof NoteVerdict.Verified;
      return ours ? Optional.of(head) : Optional.empty();
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  /// The highest checkpoint here that the ledger's key signed.
  private Optional<Checkpoint> highest() throws IOException {
    var notes = new ArrayList<SignedNote>();
    CheckpointFiles.read(disk, Integer.MAX_VALUE)
        .notes()
        .forEach(stored -> notes.add(stored.note()));
    SmallFile.read(disk, CheckpointFiles.CURRENT, NOTE_BYTES_MAX)
        .flatMap(Repair::parsed)
        .ifPresent(notes::add);
    return notes.stream()
        .flatMap(note -> signed(note).stream())
        .max((a, b) -> Long.compare(a.size(), b.size()));
  }

  private static Optional<SignedNote> parsed(Bytes note) {
    try {
      return Optional.of(SignedNote.parse(note));
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  // The log.

  /// Mends the log; answers the tiles of its tree.
  private MemoryTileStore log(
      GenesisState genesis, Bytes document, Trusted trusted, PeerRecords records)
      throws IOException, RepairRefused, SourceFailure, FollowStopped {
    OptionalLong rewritten;
    try (LogMend mend = LogMend.plan(disk, identity.id(), records, OptionalLong.empty())) {
      var tree = new Tree(trusted, mend);
      rewritten = tree.firstWrong(records);
      if (rewritten.isEmpty()) {
        return apply(mend, tree, genesis, document);
      }
    }
    try (LogMend mend = LogMend.plan(disk, identity.id(), records, rewritten)) {
      return apply(mend, new Tree(trusted, mend), genesis, document);
    }
  }

  private MemoryTileStore apply(LogMend mend, Tree tree, GenesisState genesis, Bytes document)
      throws IOException, RepairRefused {
    boolean executed = mend.unprovenFrom().isPresent();
    if (executed) {
      execute(mend, genesis);
    }
    RepairReport.Proof by = executed ? RepairReport.Proof.EXECUTION : RepairReport.Proof.CHAIN;
    for (LogMend.Range range : mend.ranges()) {
      mended.add(new RepairReport.Mended(range.file(), range.from(), range.to(), by));
    }
    mended.addAll(identity.restore(document));
    mend.write(tree.size(), tree.root());
    return tree.tiles();
  }

  /// Nothing that is left here proves the events of what was fetched: executing all of it does.
  private void execute(LogMend mend, GenesisState genesis) throws IOException, RepairRefused {
    if (mend.first() > 0) {
      throw new RepairRefused(
          RepairRefused.Reason.NOT_PROVABLE, "the log begins with record " + mend.first());
    }
    Machine machine = Machine.begin(genesis, parts.rules(), new MemoryStateStore());
    try {
      mend.forEach(
          0,
          (index, body) -> {
            Block block = block(index, body);
            machine.replay(block, SignatureRule.standard(), false);
            machine.durable(block.number());
            machine.storeIfMany(Machine.ENTRIES_MANY);
          });
    } catch (NodeFault e) {
      throw new RepairRefused(RepairRefused.Reason.PEER_WRONG, String.valueOf(e.getMessage()));
    }
  }

  private static Block block(long index, RecordBody body) {
    try {
      return Block.decode(body.bytes());
    } catch (IllegalArgumentException e) {
      throw new NodeFault(NodeFault.Kind.BLOCK_UNREADABLE, "block " + (index + 1), e);
    }
  }

  /// The tree of a mended log.
  private static final class Tree {
    private final Trusted trusted;
    private final LogMend mend;
    private final MemoryTileStore tiles = new MemoryTileStore();
    private TreeAppender tree = new TreeAppender();
    private long compared;
    private @Nullable Digest comparedRoot;
    private boolean readable = true;

    Tree(Trusted trusted, LogMend mend) throws IOException {
      this.trusted = trusted;
      this.mend = mend;
      try {
        mend.forEach(mend.first(), this::add);
      } catch (NodeFault e) {
        readable = false;
      }
    }

    private void add(long index, RecordBody body) {
      Block block = block(index, body);
      if (tree.size() == 0 && block.header().firstLeaf() > 0) {
        tree = TreeAppender.open(trusted.tiles(), block.header().firstLeaf());
      }
      for (BlockEntry entry : block.entries()) {
        tree.appendEntry(entry.encodedLeaf());
      }
      tree.appendEntry(block.header().encoded());
      tree.flush(tiles);
      if (tree.size() <= trusted.head().size()) {
        compared = tree.size();
        comparedRoot = tree.root();
      }
    }

    long size() {
      return tree.size();
    }

    Digest root() {
      return tree.root();
    }

    MemoryTileStore tiles() {
      return tiles;
    }

    /// The first record whose entries are not those of the trusted tree: a log that was written
    /// anew, hash chain and all.
    OptionalLong firstWrong(PeerRecords records) throws IOException, SourceFailure, FollowStopped {
      if (readable && compared == 0) {
        return OptionalLong.empty();
      }
      Digest signed =
          readable ? trusted.tiles().make(proofs -> proofs.root(compared)) : Digest.ZERO;
      if (readable && signed.equals(comparedRoot)) {
        return OptionalLong.empty();
      }
      var first = new First(records, trusted.head().size());
      mend.forEach(mend.first(), first);
      return first.wrong;
    }
  }

  /// Looks for the first record whose entries are not those of a tree.
  private static final class First implements LogMend.Visit {
    private final PeerRecords records;
    private final long size;
    private OptionalLong wrong = OptionalLong.empty();

    First(PeerRecords records, long size) {
      this.records = records;
      this.size = size;
    }

    @Override
    public void record(long index, RecordBody body) throws IOException {
      if (wrong.isPresent()) {
        return;
      }
      Block block;
      try {
        block = block(index, body);
      } catch (NodeFault e) {
        wrong = OptionalLong.of(index);
        return;
      }
      if (block.header().treeSize() <= size && !isSame(block)) {
        wrong = OptionalLong.of(index);
      }
    }

    private boolean isSame(Block block) throws IOException {
      long at = block.header().firstLeaf();
      for (BlockEntry entry : block.entries()) {
        Digest leaf = io.kedge.ledger.tree.MerkleHasher.leaf(entry.encodedLeaf());
        if (!records.leafHash(at++).equals(leaf)) {
          return false;
        }
      }
      return records.leafHash(at).equals(block.header().hash());
    }
  }

  // What is derived.

  /// Makes again what can be made from the log; answers whether anything was.
  private boolean derived(FsckReport found, MemoryTileStore tiles) throws IOException {
    var derived = new Derived(disk, tiles, identity);
    boolean state = false;
    for (FsckFault fault : found.faults()) {
      if (fault.file().equals("state") && !state) {
        parts.forgetState().run();
        state = true;
        mended.add(new RepairReport.Mended("state", 0, 0, RepairReport.Proof.DERIVED));
      }
      derived.mend(fault);
    }
    derived
        .mended()
        .forEach(
            file -> mended.add(new RepairReport.Mended(file, 0, 0, RepairReport.Proof.DERIVED)));
    return state || !derived.mended().isEmpty();
  }

  private void write(RepairReport report) throws IOException {
    int number = disk.list(DIRECTORY).size() + 1;
    String name = String.format(Locale.ROOT, "%s/%08d", DIRECTORY, number);
    if (parts.keys().isPresent()) {
      SignedNote note = parts.keys().get().reporter().sign(report.text());
      SmallFile.replace(disk, name + ".note", note.encoded());
    } else {
      SmallFile.replace(disk, name + ".txt", Bytes.utf8(report.text()));
    }
    disk.forceDirectory(DIRECTORY);
  }
}
