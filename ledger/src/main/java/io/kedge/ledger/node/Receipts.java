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

/// Makes receipts, as soon as a checkpoint covers the command.
final class Receipts {
  private record Wanted(CommandRecord command, CompletableFuture<Bytes> receipt) {}

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
    var wanted = new Wanted(command, new CompletableFuture<>());
    CheckpointSigner.Signed checkpoint;
    synchronized (this) {
      checkpoint = latest;
      if (checkpoint == null || !covers(checkpoint, command)) {
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
        if (covers(checkpoint, wanted.command())) {
          ready.add(wanted);
          it.remove();
        }
      }
    }
    ready.forEach(wanted -> make(wanted, checkpoint));
  }

  /// A checkpoint stands after some block's header, so it covers a block or nothing of it.
  private boolean covers(CheckpointSigner.Signed checkpoint, CommandRecord command) {
    try {
      return block(command).header().treeSize() <= checkpoint.checkpoint().size();
    } catch (IOException e) {
      return true;
    }
  }

  private Block block(CommandRecord command) throws IOException {
    return blocks.read(command.height());
  }

  private void make(Wanted wanted, CheckpointSigner.Signed checkpoint) {
    try {
      CommandRecord command = wanted.command();
      Block block = block(command);
      long index = block.header().firstLeaf() + command.index();
      Bytes leaf = block.entries().get(command.index()).encodedLeaf();
      var inclusion = proofs.inclusion(index, checkpoint.checkpoint().size());
      requireHolds(inclusion, leaf, checkpoint.checkpoint());
      wanted.receipt().complete(TlogProof.receipt(leaf, inclusion, checkpoint.note()).encoded());
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
