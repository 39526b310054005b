package io.kedge.ledger.archive;

import io.kedge.contract.RuleBook;
import io.kedge.contract.SignatureCheck;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.archive.ArchiveFault.Kind;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.block.BlockEntry;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.Machine;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.ordering.Tip;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.NoteVerdict;
import io.kedge.ledger.proof.NoteVerifier;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.proof.VerifierKey;
import io.kedge.ledger.state.MemoryStateStore;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Writes, checks and restores archives.
///
/// The chain of a check: a trusted key signed the checkpoint; the last header is in its tree; each
/// header names the one before; and the leaves of each block, put to the tree before it, give the
/// root in its header. So a range proves itself without the blocks before it.
public final class Archive {
  private static final int COMMIT_EVERY_BLOCKS = 64;

  private Archive() {}

  /// Writes blocks of the ledger in a directory that no node has open.
  ///
  /// @param first the first block, from 1
  /// @param last the last block; 0 for the last that the newest stored checkpoint covers
  /// @throws ArchiveFault RANGE or NOT_COVERED
  public static ArchiveSummary export(
      Disk disk, GenesisState genesis, long first, long last, OutputStream out) throws IOException {
    try (var log = LedgerLog.openForReading(disk, genesis.ledgerId(), LedgerLog.Reading.ALONE)) {
      var blocks = new BlockLog(log);
      Stored newest = newestCheckpoint(disk);
      long covered = covered(blocks, newest.checkpoint().size());
      long end = last == 0 ? covered : last;
      if (first < 1 || first > end || end > blocks.height()) {
        throw new ArchiveFault(
            Kind.RANGE, "blocks " + first + " to " + end + " of " + blocks.height());
      }
      if (end > covered) {
        throw new ArchiveFault(Kind.NOT_COVERED, "block " + end + ", covered to " + covered);
      }
      return new Export(blocks, genesis, newest, first, end).write(out);
    }
  }

  private record Stored(SignedNote note, Checkpoint checkpoint) {}

  private static Stored newestCheckpoint(Disk disk) throws IOException {
    List<CheckpointFiles.Stored> notes = CheckpointFiles.read(disk, Integer.MAX_VALUE).notes();
    if (notes.isEmpty()) {
      throw new ArchiveFault(Kind.NOT_COVERED, "there is no checkpoint");
    }
    try {
      SignedNote note = notes.getLast().note();
      return new Stored(note, Checkpoint.parse(note.text()));
    } catch (NoteFormatException e) {
      throw new ArchiveFault(Kind.NOT_COVERED, "the newest checkpoint is damaged", e);
    }
  }

  /// The last block whose header is among the first entries. Blocks are searched by halving.
  private static long covered(BlockLog blocks, long entries) throws IOException {
    long low = 0;
    long high = blocks.height();
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (blocks.read(middle).header().treeSize() <= entries) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Writes one archive, in two passes over the log: the tree first, then the blocks.
  private record Export(
      BlockLog blocks, GenesisState genesis, Stored newest, long first, long last) {

    ArchiveSummary write(OutputStream out) throws IOException {
      var before = new Frontier(0, List.of());
      var tree = new TreeAppender();
      var tiles = new MemoryTileStore();
      blocks.forEach(
          1,
          covered(blocks, newest.checkpoint().size()),
          block -> {
            for (Bytes entry : entries(block)) {
              tree.appendEntry(entry);
              if (block.number() < first) {
                before.append(entry);
              }
            }
            tree.flush(tiles);
          });
      Digest previous = blocks.read(first).header().previous();
      var writer = new ArchiveWriter(out);
      var head =
          new ArchiveHead(
              genesis.document(), first, last, before.size(), before.subtrees(), previous);
      writer.section(ArchiveWriter.HEAD, head.encoded());
      var check = new Check(head);
      blocks.forEach(
          first,
          last,
          block -> {
            check.block(block);
            writer.section(ArchiveWriter.BLOCK, block.encoded());
          });
      BlockHeader lastHeader = blocks.read(last).header();
      InclusionProof path =
          new TreeProofs(tiles).inclusion(lastHeader.ownLeaf(), newest.checkpoint().size());
      var proof = new ArchiveProof(newest.note().encoded(), path.path());
      writer.section(ArchiveWriter.PROOF, proof.encoded());
      check.proof(proof);
      writer.end();
      return check.summary();
    }
  }

  private static List<Bytes> entries(Block block) {
    var entries = new java.util.ArrayList<Bytes>();
    block.entries().forEach(entry -> entries.add(entry.encodedLeaf()));
    entries.add(block.header().encoded());
    return entries;
  }

  /// Follows the chain of an archive while its sections go by.
  private static final class Check {
    private final ArchiveHead head;
    private final Frontier tree;
    private Digest previous;
    private long next;
    private long commands;
    private Optional<BlockHeader> last = Optional.empty();
    private long checkpointSize;

    Check(ArchiveHead head) {
      this.head = head;
      try {
        this.tree = new Frontier(head.treeSize(), head.frontier());
      } catch (IllegalArgumentException e) {
        throw new ArchiveFault(Kind.CHAIN_BROKEN, "the tree before the first block", e);
      }
      this.previous = head.previous();
      this.next = head.first();
    }

    void block(Block block) {
      BlockHeader header = block.header();
      boolean follows =
          header.number() == next
              && header.previous().equals(previous)
              && header.firstLeaf() == tree.size();
      for (BlockEntry entry : block.entries()) {
        tree.append(entry.encodedLeaf());
      }
      if (!follows || !header.treeRoot().equals(tree.root())) {
        throw new ArchiveFault(Kind.CHAIN_BROKEN, "at block " + next);
      }
      tree.append(header.encoded());
      previous = header.hash();
      next++;
      commands += block.entries().size();
      last = Optional.of(header);
    }

    SignedNote proof(ArchiveProof proof) {
      BlockHeader header =
          last.filter(h -> h.number() == head.last())
              .orElseThrow(() -> new ArchiveFault(Kind.DAMAGED, "blocks are missing"));
      try {
        SignedNote note = SignedNote.parse(proof.checkpoint());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        checkpointSize = checkpoint.size();
        var inclusion = new InclusionProof(header.ownLeaf(), checkpoint.size(), proof.path());
        Digest leaf = MerkleHasher.leaf(header.encoded());
        if (!inclusion.verify(leaf, checkpoint.root()).accepted()) {
          throw new ArchiveFault(Kind.NOT_IN_CHECKPOINT, "block " + header.number());
        }
        return note;
      } catch (NoteFormatException e) {
        throw new ArchiveFault(Kind.DAMAGED, "the checkpoint", e);
      }
    }

    ArchiveSummary summary() {
      BlockHeader header = last.orElseThrow();
      return new ArchiveSummary(
          Digest.of(head.genesis()).hex(),
          head.first(),
          head.last(),
          commands,
          tree.size(),
          tree.root(),
          header.stateRoot(),
          checkpointSize);
    }
  }

  private interface EachBlock {
    void block(Block block) throws IOException;
  }

  private static ArchiveSummary read(
      InputStream in, Collection<VerifierKey> trusted, HeadCheck headCheck, EachBlock each)
      throws IOException {
    var reader = new ArchiveReader(in);
    try {
      ArchiveHead head = ArchiveHead.decode(reader.expect(ArchiveWriter.HEAD));
      headCheck.head(head);
      var check = new Check(head);
      for (long height = head.first(); height <= head.last(); height++) {
        Block block = Block.decode(reader.expect(ArchiveWriter.BLOCK));
        check.block(block);
        each.block(block);
      }
      SignedNote note = check.proof(ArchiveProof.decode(reader.expect(ArchiveWriter.PROOF)));
      reader.expect(ArchiveWriter.END);
      String origin = "kedge/" + Digest.of(head.genesis()).hex();
      boolean signed =
          new NoteVerifier(trusted).check(note) instanceof NoteVerdict.Verified
              && note.text().startsWith(origin + "\n");
      if (!signed) {
        throw new ArchiveFault(Kind.NOT_SIGNED, "the checkpoint of " + origin);
      }
      return check.summary();
    } catch (IllegalArgumentException e) {
      throw new ArchiveFault(Kind.DAMAGED, "a section cannot be read", e);
    }
  }

  private interface HeadCheck {
    void head(ArchiveHead head);
  }

  /// Checks an archive by keys that came from elsewhere. Signatures of commands and results are not
  /// looked at: [#restore] executes them.
  ///
  /// @throws ArchiveFault naming the first link that does not hold
  public static ArchiveSummary verify(InputStream in, Collection<VerifierKey> trusted)
      throws IOException {
    return read(in, trusted, head -> {}, block -> {});
  }

  /// The genesis document an archive begins with. Nothing is checked.
  public static Bytes genesisDocument(InputStream in) throws IOException {
    try {
      return ArchiveHead.decode(new ArchiveReader(in).expect(ArchiveWriter.HEAD)).genesis();
    } catch (IllegalArgumentException e) {
      throw new ArchiveFault(Kind.DAMAGED, "its head cannot be read", e);
    }
  }

  /// Executes an archive of a whole ledger into an empty directory, verifying every signature and
  /// comparing every result and root. A node opened there afterwards has the same blocks.
  ///
  /// @param trusted keys of the ledger that came from elsewhere
  /// @throws ArchiveFault also NOT_FROM_START, NOT_EMPTY and DIFFERS; the directory is of no use
  /// then
  public static ArchiveSummary restore(
      InputStream in,
      Collection<VerifierKey> trusted,
      Disk disk,
      GenesisState genesis,
      RuleBook rules,
      SignatureCheck signatures)
      throws IOException {
    if (LedgerLog.ledgerIdIn(disk).isPresent()) {
      throw new ArchiveFault(Kind.NOT_EMPTY, "a ledger is there");
    }
    SmallFile.replace(disk, LedgerNode.GENESIS, genesis.document());
    var machine = Machine.begin(genesis, rules, new MemoryStateStore());
    try (var log =
        LedgerLog.open(
            disk,
            LogConfig.of(genesis.ledgerId()),
            failure -> {
              throw failure;
            })) {
      ArchiveSummary summary =
          read(
              in,
              trusted,
              head -> requireWhole(head, genesis),
              block -> append(log, machine, block, signatures));
      commit(log, machine.tip());
      if (!machine.tip().treeRoot().equals(summary.treeRoot())) {
        throw new ArchiveFault(Kind.DIFFERS, "tree root " + machine.tip().treeRoot());
      }
      return summary;
    } catch (NodeFault e) {
      throw new ArchiveFault(Kind.DIFFERS, "executing it again", e);
    }
  }

  private static void requireWhole(ArchiveHead head, GenesisState genesis) {
    if (head.first() != 1) {
      throw new ArchiveFault(Kind.NOT_FROM_START, "it begins with block " + head.first());
    }
    if (!head.genesis().equals(genesis.document())) {
      throw new ArchiveFault(Kind.DIFFERS, "another genesis");
    }
  }

  private static void append(LedgerLog log, Machine machine, Block block, SignatureCheck signatures)
      throws IOException {
    machine.replay(block, signatures, false);
    machine.durable(block.number());
    machine.storeIfMany(Machine.ENTRIES_MANY);
    log.append(List.of(BlockLog.body(block)));
    if (block.number() % COMMIT_EVERY_BLOCKS == 0) {
      commit(log, machine.tip());
    }
  }

  private static void commit(LedgerLog log, Tip tip) throws IOException {
    log.commit(tip.treeSize(), tip.treeRoot());
  }
}
