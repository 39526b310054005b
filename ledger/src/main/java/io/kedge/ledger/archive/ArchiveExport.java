package io.kedge.ledger.archive;

import io.kedge.ledger.archive.ArchiveFault.Kind;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.node.BlockLog;
import io.kedge.ledger.node.CheckpointFiles;
import io.kedge.ledger.node.GenesisState;
import io.kedge.ledger.node.NodeFault;
import io.kedge.ledger.node.TileFiles;
import io.kedge.ledger.node.TileRebuild;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.SignedNote;
import io.kedge.ledger.tree.MemoryTileStore;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TreeAppender;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes one archive. The tree comes from the stored tiles; where these prove nothing, from the
/// leaf hashes of all blocks.
final class ArchiveExport {
  private final Disk disk;
  private final GenesisState genesis;
  private final BlockLog blocks;
  private final long first;
  private final long asked;

  ArchiveExport(Disk disk, GenesisState genesis, BlockLog blocks, long first, long last) {
    this.disk = disk;
    this.genesis = genesis;
    this.blocks = blocks;
    this.first = first;
    this.asked = last;
  }

  private record Signed(SignedNote note, Checkpoint checkpoint) {}

  ArchiveSummary write(OutputStream out) throws IOException {
    List<Signed> checkpoints = checkpoints();
    Signed newest = checkpoints.getLast();
    long covered = covered(newest.checkpoint().size());
    long last = asked == 0 ? covered : asked;
    if (first < 1 || first > last || last > blocks.height()) {
      throw new ArchiveFault(
          Kind.RANGE, "blocks " + first + " to " + last + " of " + blocks.height());
    }
    if (last > covered) {
      throw new ArchiveFault(Kind.NOT_COVERED, "block " + last + ", covered to " + covered);
    }
    if (first < blocks.firstWhole()) {
      throw new ArchiveFault(Kind.PRUNED, "whole blocks begin with " + blocks.firstWhole());
    }
    BlockHeader firstHeader = blocks.header(first);
    BlockHeader lastHeader = blocks.header(last);
    Optional<Signed> earlier =
        checkpoints.stream()
            .filter(signed -> signed.checkpoint().size() > 0)
            .filter(signed -> signed.checkpoint().size() <= firstHeader.firstLeaf())
            .reduce((one, later) -> later);
    Made made = proven(firstHeader, lastHeader, newest, earlier);
    return write(out, made, last);
  }

  /// @param head what the file begins with
  /// @param proof what it ends with
  private record Made(ArchiveHead head, ArchiveProof proof) {}

  private Made proven(
      BlockHeader firstHeader, BlockHeader lastHeader, Signed newest, Optional<Signed> earlier)
      throws IOException {
    try {
      Made made =
          made(new TreeProofs(new TileFiles(disk)), firstHeader, lastHeader, newest, earlier);
      var check = new ArchiveCheck(made.head());
      check.block(blocks.read(first));
      check.proof(made.proof(), lastHeader);
      return made;
    } catch (MissingTileException | ArchiveFault e) {
      var tiles = new MemoryTileStore();
      try {
        new TileRebuild(blocks, tiles)
            .run(new TreeAppender(), 1, covered(newest.checkpoint().size()));
      } catch (NodeFault fault) {
        throw new ArchiveFault(Kind.CHAIN_BROKEN, "the tree", fault);
      } catch (LogFault fault) {
        throw new ArchiveFault(Kind.PRUNED, "the tiles are not all here", fault);
      }
      return made(new TreeProofs(tiles), firstHeader, lastHeader, newest, earlier);
    }
  }

  private Made made(
      TreeProofs proofs,
      BlockHeader firstHeader,
      BlockHeader lastHeader,
      Signed newest,
      Optional<Signed> earlier) {
    long size = firstHeader.firstLeaf();
    long signed = newest.checkpoint().size();
    var head =
        new ArchiveHead(
            genesis.document(),
            first,
            lastHeader.number(),
            size,
            proofs.subtrees(size),
            firstHeader.previous());
    var proof =
        new ArchiveProof(
            newest.note().encoded(),
            proofs.inclusion(lastHeader.ownLeaf(), signed).path(),
            earlier.map(
                before ->
                    new ArchiveProof.Earlier(
                        before.note().encoded(),
                        proofs.consistency(before.checkpoint().size(), signed).path())));
    return new Made(head, proof);
  }

  private ArchiveSummary write(OutputStream out, Made made, long last) throws IOException {
    var writer = new ArchiveWriter(out);
    writer.section(ArchiveWriter.HEAD, made.head().encoded());
    var check = new ArchiveCheck(made.head());
    blocks.forEach(
        first,
        last,
        block -> {
          check.block(block);
          writer.section(ArchiveWriter.BLOCK, block.encoded());
        });
    writer.section(ArchiveWriter.PROOF, made.proof().encoded());
    check.proof(made.proof());
    writer.end();
    return check.summary();
  }

  /// Every checkpoint of this ledger that is stored and can be read, oldest first.
  private List<Signed> checkpoints() throws IOException {
    var signed = new ArrayList<Signed>();
    for (CheckpointFiles.Stored stored : CheckpointFiles.read(disk, Integer.MAX_VALUE).notes()) {
      try {
        Checkpoint checkpoint = Checkpoint.parse(stored.note().text());
        if (checkpoint.origin().equals(genesis.origin())) {
          signed.add(new Signed(stored.note(), checkpoint));
        }
      } catch (NoteFormatException e) {
        // A damaged one is fsck's to report; another will do.
      }
    }
    if (signed.isEmpty()) {
      throw new ArchiveFault(Kind.NOT_COVERED, "there is no checkpoint");
    }
    return signed;
  }

  /// The last block whose header is among the first entries. Blocks are searched by halving.
  private long covered(long entries) throws IOException {
    long low = blocks.firstKept() - 1;
    long high = blocks.height();
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (blocks.header(middle).treeSize() <= entries) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
