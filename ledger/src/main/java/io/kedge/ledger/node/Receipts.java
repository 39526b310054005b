package io.kedge.ledger.node;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.block.Block;
import io.kedge.ledger.proof.Checkpoint;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.state.CommandRecord;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.MerkleHasher;
import io.kedge.ledger.tree.TreeProofs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Makes receipts, as soon as a checkpoint covers the command, and the same for block headers.
final class Receipts {
  private static final int HEADER = -1;

  /// @param index the command's place in its block, or [#HEADER]
  private record Wanted(long height, int index, CompletableFuture<TlogProof> receipt) {}

  private final TreeProofs proofs;
  private final BlockLog blocks;
  private final List<Wanted> waiting = new ArrayList<>();
  private CheckpointSigner.@Nullable Signed latest;
  private @Nullable NodeFault ended;

  Receipts(TreeProofs proofs, BlockLog blocks) {
    this.proofs = proofs;
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
          && blocks.read(height).header().treeSize() <= checkpoint.checkpoint().size();
    } catch (IOException e) {
      return true;
    }
  }

  private void make(Wanted wanted, CheckpointSigner.Signed checkpoint) {
    try {
      Block block = blocks.read(wanted.height());
      boolean header = wanted.index() == HEADER;
      long index = header ? block.header().ownLeaf() : block.header().firstLeaf() + wanted.index();
      Bytes leaf =
          header ? block.header().encoded() : block.entries().get(wanted.index()).encodedLeaf();
      var inclusion = proofs.inclusion(index, checkpoint.checkpoint().size());
      requireHolds(inclusion, leaf, checkpoint.checkpoint());
      wanted.receipt().complete(TlogProof.receipt(leaf, inclusion, checkpoint.note()));
    } catch (IOException | RuntimeException e) {
      wanted.receipt().completeExceptionally(e);
    }
  }

  /// Tiles are not trusted: a receipt that proves nothing is worse than none.
  private static void requireHolds(InclusionProof inclusion, Bytes leaf, Checkpoint checkpoint) {
    if (!inclusion.verify(MerkleHasher.leaf(leaf), checkpoint.root()).accepted()) {
      throw new NodeFault(NodeFault.Kind.TILE_DAMAGED, "the path of entry " + inclusion.index());
    }
  }

  /// Tells everybody who waits that there will be no receipt here.
  synchronized void fail(NodeFault fault) {
    ended = fault;
    waiting.forEach(wanted -> wanted.receipt().completeExceptionally(fault));
    waiting.clear();
  }
}
