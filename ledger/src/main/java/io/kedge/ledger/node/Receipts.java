package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.block.BlockHeader;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.MissingTileException;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Makes receipts, as soon as a checkpoint covers the command, and the same for block headers.
final class Receipts {
  private static final int HEADER = -1;

  /// @param index the command's place in its block, or [#HEADER]
  private record Wanted(long height, int index, CompletableFuture<TlogProof> receipt) {}

  private final TreeProofs proofs;
  private final TileFiles tiles;
  private final BlockLog blocks;
  private final List<Wanted> waiting = new ArrayList<>();
  private CheckpointSigner.@Nullable Signed latest;
  private @Nullable NodeFault ended;

  Receipts(TreeProofs proofs, TileFiles tiles, BlockLog blocks) {
    this.proofs = proofs;
    this.tiles = tiles;
    this.blocks = blocks;
  }

  CompletableFuture<Bytes> of(CommandRecord command) {
    return want(command.height(), command.index()).thenApply(TlogProof::encoded);
  }

  /// The header of a block, which may not be durable yet, as a proof whose extra data it is.
  CompletableFuture<TlogProof> ofHeader(long height) {
    return want(height, HEADER);
  }

  private CompletableFuture<TlogProof> want(long height, int index) {
    var wanted = new Wanted(height, index, new CompletableFuture<>());
    CheckpointSigner.Signed checkpoint;
    synchronized (this) {
      checkpoint = latest;
      if (checkpoint == null || !covers(checkpoint, height)) {
        if (ended == null) {
          waiting.add(wanted);
        } else {
          wanted.receipt().completeExceptionally(ended);
        }
        return wanted.receipt();
      }
    }
    make(wanted, checkpoint);
    return wanted.receipt();
  }

  /// Learns of a new checkpoint.
  void covered(CheckpointSigner.Signed checkpoint) {
    var ready = new ArrayList<Wanted>();
    synchronized (this) {
      latest = checkpoint;
      for (Iterator<Wanted> it = waiting.iterator(); it.hasNext(); ) {
        Wanted wanted = it.next();
        if (covers(checkpoint, wanted.height())) {
          ready.add(wanted);
          it.remove();
        }
      }
    }
    ready.forEach(wanted -> make(wanted, checkpoint));
  }

  /// A checkpoint stands after some block's header, so it covers a block or nothing of it.
  private boolean covers(CheckpointSigner.Signed checkpoint, long height) {
    try {
      return height <= blocks.height()
          && blocks.header(height).treeSize() <= checkpoint.checkpoint().size();
    } catch (IOException e) {
      return true;
    }
  }

  private void make(Wanted wanted, CheckpointSigner.Signed checkpoint) {
    try {
      BlockHeader block = blocks.header(wanted.height());
      boolean header = wanted.index() == HEADER;
      long index = header ? block.ownLeaf() : block.firstLeaf() + wanted.index();
      Bytes leaf =
          header
              ? block.encoded()
              : blocks.read(wanted.height()).entries().get(wanted.index()).encodedLeaf();
      var inclusion = inclusion(index, leaf, checkpoint.checkpoint());
      wanted.receipt().complete(TlogProof.receipt(leaf, inclusion, checkpoint.note()));
    } catch (IOException | RuntimeException e) {
      wanted.receipt().completeExceptionally(e);
    }
  }

  /// Tiles are not trusted: a receipt that proves nothing is worse than none. Where one does not
  /// hold, the tile of the leaf is made again from the log.
  private InclusionProof inclusion(long index, Bytes leaf, Checkpoint checkpoint)
      throws IOException {
    Digest hash = MerkleHasher.leaf(leaf);
    Optional<InclusionProof> holds = holding(index, hash, checkpoint);
    if (holds.isPresent()) {
      return holds.get();
    }
    tiles.doubt();
    new TileRebuild(blocks, tiles).mend(index, checkpoint.size());
    proofs.forget();
    return holding(index, hash, checkpoint)
        .orElseThrow(
            () -> new NodeFault(NodeFault.Kind.TILE_DAMAGED, "the path of entry " + index));
  }

  private Optional<InclusionProof> holding(long index, Digest leaf, Checkpoint checkpoint) {
    try {
      return Optional.of(proofs.inclusion(index, checkpoint.size()))
          .filter(proof -> proof.verify(leaf, checkpoint.root()).accepted());
    } catch (MissingTileException e) {
      return Optional.empty();
    }
  }

  /// Tells everybody who waits that there will be no receipt here.
  synchronized void fail(NodeFault fault) {
    ended = fault;
    waiting.forEach(wanted -> wanted.receipt().completeExceptionally(fault));
    waiting.clear();
  }
}
