package io.kedge.bench;

import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.TreeProofs;
import java.util.SplittableRandom;

/// Inclusion proofs of entries drawn at random from the whole tree, made from its tiles by one
/// thread, while nobody sends anything.
final class ProofWorkload implements Workload {
  private static final long SEED = 9_162;

  private final BenchLedger ledger;
  private final int items;
  private final SplittableRandom random = new SplittableRandom(SEED);

  ProofWorkload(BenchLedger ledger, int items) {
    this.ledger = ledger;
    this.items = items;
  }

  @Override
  public String name() {
    return "proofs";
  }

  @Override
  public int clients() {
    return 1;
  }

  @Override
  public void prepare() {
    // What is proven is there already.
  }

  @Override
  public Sample run() {
    TreeProofs proofs = ledger.node().proofs();
    long size = ledger.node().tip().treeSize();
    long bytes = 0;
    var watch = new Stopwatch();
    for (int i = 0; i < items; i++) {
      InclusionProof proof = proofs.inclusion(random.nextLong(size), size);
      bytes += proof.path().size() * (long) HASH_BYTES;
    }
    return watch.sample(items, bytes, new long[0]);
  }

  private static final int HASH_BYTES = 32;
}
