package io.kedge.ledger.node;

import io.kedge.contract.Key;
import io.kedge.contract.RuleBook;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.crypto.SignatureRule;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteSignature;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.snapshot.SnapshotFault;
import io.kedge.ledger.snapshot.SnapshotManifest;
import io.kedge.ledger.snapshot.Snapshots;
import io.kedge.ledger.state.Applied;
import io.kedge.ledger.state.LayeredStateStore;
import io.kedge.ledger.state.MemoryStateStore;
import io.kedge.ledger.state.RocksStateStore;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.StateStore;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TileStore;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// State proofs from a ledger's directory, without a node: it is only read, and a process may be
/// writing meanwhile. The proofs are of the newest state that a signed checkpoint on the disk
/// covers.
///
/// What the stored state lacks up to there is executed again in memory; where it is missing,
/// damaged or already ahead, what a snapshot lacks, or everything.
public final class StoredProofs implements Closeable {
  /// Where cosignatures that came in are kept, in the form of the checkpoints.
  public static final String COSIGNATURES = "cosignatures";

  private static final int NOTE_BYTES_MAX = 1 << 20;
  private static final int FILES_SEARCHED = 8;
  private static final int STORE_ENTRIES = 20_000;

  private final Machine machine;
  private final StateStore store;
  private final TreeProofs proofs;
  private final Signed signed;
  private final BlockHeader header;

  /// The newest checkpoint of a directory.
  private record Signed(Checkpoint checkpoint, SignedNote note) {}

  private StoredProofs(
      Machine machine, StateStore store, TileStore tiles, Signed signed, BlockHeader header) {
    this.machine = machine;
    this.store = store;
    this.proofs = new TreeProofs(tiles);
    this.signed = signed;
    this.header = header;
  }

  /// Reads what proofs are made of.
  ///
  /// @param disk the ledger's directory
  /// @param genesis what the ledger begins with
  /// @param cosignersMin take the newest checkpoint that so many followers cosigned, with their
  ///     signatures; with 0 the newest of all, with the ledger's own signature alone
  /// @return empty where there is no such checkpoint
  /// @throws NodeFault where the log is not what was signed
  public static Optional<StoredProofs> open(
      RealDisk disk, GenesisState genesis, RuleBook rules, int cosignersMin) throws IOException {
    Optional<Signed> newest = newestCheckpoint(disk, genesis, cosignersMin);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    try (LedgerLog log =
        LedgerLog.openForReading(
            disk, genesis.ledgerId(), LedgerLog.Reading.BESIDE_A_WRITER, LogConfig.Depth.TAIL)) {
      var blocks = new BlockLog(log);
      long last = blocks.endingAt(newest.get().checkpoint().size());
      long height = blocks.header(last).stateHeight();
      BlockHeader header = blocks.header(Math.max(1, height));
      var opening = new Reading(disk, genesis, rules, blocks, newest.get(), header, height, last);
      return Optional.of(opening.run());
    }
  }

  /// The proof about a key. It holds after block [#height].
  public StateProof of(Key key) {
    StateClaim claim = machine.claim(header.number(), header.stateRoot(), key);
    var inclusion = proofs.inclusion(header.ownLeaf(), signed.checkpoint().size());
    return claim.proof(TlogProof.receipt(header.encoded(), inclusion, signed.note()));
  }

  /// After which block the proofs hold.
  public long height() {
    return header.stateHeight();
  }

  @Override
  public void close() {
    store.close();
  }

  /// The largest checkpoint of this ledger that enough followers cosigned, with their lines.
  private static Optional<Signed> newestCheckpoint(
      Disk disk, GenesisState genesis, int cosignersMin) throws IOException {
    int files = cosignersMin > 0 ? FILES_SEARCHED : 1;
    Optional<Signed> newest = Optional.empty();
    var cosigned = new HashMap<String, List<NoteSignature>>();
    if (cosignersMin > 0) {
      for (var stored : CheckpointFiles.read(disk, COSIGNATURES, files).notes()) {
        cosigned
            .computeIfAbsent(stored.note().text(), _ -> new ArrayList<>())
            .addAll(stored.note().signatures());
      }
    }
    for (SignedNote own : notes(disk, files)) {
      SignedNote note = own;
      for (NoteSignature line : cosigned.getOrDefault(own.text(), List.of())) {
        note = note.with(line);
      }
      Optional<Signed> read = read(note, genesis);
      boolean enough = note.signatures().size() - 1 >= cosignersMin;
      if (read.isPresent() && enough && isLarger(read.get(), newest)) {
        newest = read;
      }
    }
    return newest;
  }

  private static List<SignedNote> notes(Disk disk, int files) throws IOException {
    var notes = new ArrayList<SignedNote>();
    CheckpointFiles.read(disk, files).notes().forEach(stored -> notes.add(stored.note()));
    Optional<Bytes> current = SmallFile.read(disk, CheckpointFiles.CURRENT, NOTE_BYTES_MAX);
    if (current.isPresent()) {
      try {
        notes.add(SignedNote.parse(current.get()));
      } catch (NoteFormatException e) {
        // One that is damaged; those in the folder remain.
      }
    }
    return notes;
  }

  private static Optional<Signed> read(SignedNote note, GenesisState genesis) {
    try {
      var checkpoint = Checkpoint.parse(note.text());
      return checkpoint.origin().equals(genesis.origin()) && checkpoint.size() > 0
          ? Optional.of(new Signed(checkpoint, note))
          : Optional.empty();
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isLarger(Signed one, Optional<Signed> other) {
    return other.isEmpty() || one.checkpoint().size() > other.get().checkpoint().size();
  }

  /// One opening: from what is stored, or from nothing.
  private record Reading(
      RealDisk disk,
      GenesisState genesis,
      RuleBook rules,
      BlockLog blocks,
      Signed signed,
      BlockHeader header,
      long height,
      long last) {

    StoredProofs run() throws IOException {
      Optional<StoredProofs> stored = stored();
      if (stored.isPresent()) {
        return stored.get();
      }
      for (String name : Snapshots.names(disk)) {
        Optional<StoredProofs> snapshot = snapshot(name);
        if (snapshot.isPresent()) {
          return snapshot.get();
        }
      }
      if (blocks.firstWhole() > 1) {
        throw new NodeFault(
            NodeFault.Kind.BEGINNING_MISSING, "whole blocks begin with " + blocks.firstWhole());
      }
      return level(new MemoryStateStore(), 0);
    }

    private Optional<StoredProofs> stored() throws IOException {
      if (!disk.exists(NodeParts.STATE)) {
        return Optional.empty();
      }
      StateStore store;
      try {
        store = new LayeredStateStore(RocksStateStore.openReadOnly(disk, NodeParts.STATE));
      } catch (StateDamagedException e) {
        return Optional.empty();
      }
      return from(store);
    }

    private Optional<StoredProofs> snapshot(String name) throws IOException {
      var store = new MemoryStateStore();
      try {
        Optional<SnapshotManifest> manifest =
            Snapshots.find(disk, name)
                .filter(
                    found -> found.ledger().equals(genesis.ledgerId()) && reaches(found.height()));
        if (manifest.isEmpty()) {
          return Optional.empty();
        }
        Snapshots.reader(disk, manifest.get()).load(store);
      } catch (SnapshotFault e) {
        return Optional.empty();
      }
      return from(store);
    }

    /// True where execution can go on from a height to the one wanted.
    private boolean reaches(long from) {
      return from <= height && from >= blocks.firstWhole() - 1;
    }

    /// From where a store stands, unless it does not fit: it is derived, and there are others.
    private Optional<StoredProofs> from(StateStore store) throws IOException {
      try {
        Optional<Applied> applied =
            store.applied().filter(mark -> !mark.isLoading() && reaches(mark.height()));
        if (applied.isPresent()) {
          return Optional.of(level(store, applied.get().height()));
        }
      } catch (StateDamagedException | MissingTileException | NodeFault e) {
        store.close();
        return Optional.empty();
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
      store.close();
      return Optional.empty();
    }

    private StoredProofs level(StateStore store, long from) throws IOException {
      var tiles = new TileFiles(disk);
      Machine machine =
          from == 0 ? Machine.begin(genesis, rules, store) : resumed(store, tiles, from);
      blocks.forEach(
          from + 1,
          height,
          block -> {
            machine.replay(block, SignatureRule.standard(), true);
            machine.tree().flush(tiles);
            machine.durable(block.number());
            machine.storeIfMany(STORE_ENTRIES);
          });
      TreeAppender tree = machine.tree();
      blocks.forEach(height + 1, last, block -> append(tree, block));
      tree.flush(tiles);
      requireSigned(tiles);
      return new StoredProofs(machine, store, tiles, signed, header);
    }

    private Machine resumed(StateStore store, TileStore tiles, long from) throws IOException {
      BlockHeader at = blocks.header(from);
      Applied applied = store.applied().orElseThrow();
      if (!applied.header().equals(at.hash()) || !applied.root().equals(at.stateRoot())) {
        throw new StateDamagedException("it is of another history");
      }
      return Machine.resume(genesis, rules, store, at, TreeAppender.open(tiles, at.treeSize()));
    }

    private static void append(TreeAppender tree, Block block) {
      for (BlockEntry entry : block.entries()) {
        tree.appendEntry(entry.encodedLeaf());
      }
      tree.appendEntry(block.header().encoded());
    }

    private void requireSigned(TileStore tiles) {
      InclusionProof inclusion =
          new TreeProofs(tiles).inclusion(header.ownLeaf(), signed.checkpoint().size());
      var verdict =
          inclusion.verify(MerkleHasher.leaf(header.encoded()), signed.checkpoint().root());
      if (!verdict.accepted()) {
        throw new NodeFault(
            NodeFault.Kind.CHECKPOINT_CONTRADICTED,
            "the header of block " + header.number() + " is not in the signed tree");
      }
    }
  }
}
