package io.kedge.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// The appender, the proofs from tiles and their checks against the recursive twin.
class TreeProperties {
  private static final int MOST = 600;
  private static final List<Digest> LEAVES = Leaves.first(MOST);

  @Test
  void everySizeUpToSixHundredHasTheTwinsRoot() {
    TreeAppender tree = new TreeAppender();
    MemoryTileStore store = new MemoryTileStore();
    for (int size = 0; size < MOST; size++) {
      assertThat(tree.root()).as("size %d", size).isEqualTo(RecursiveTree.root(upTo(size)));
      tree.flush(store);
      assertThat(new TreeProofs(store).root(size)).isEqualTo(tree.root());
      tree.append(LEAVES.get(size));
    }
  }

  @Property(tries = 300)
  void anInclusionProofIsTheTwinsAndVerifies(
      @ForAll @IntRange(min = 1, max = MOST) int size, @ForAll @IntRange(max = MOST - 1) int any) {
    int index = any % size;
    InclusionProof proof = GROWN.inclusion(index, size);
    assertThat(proof.path()).isEqualTo(RecursiveTree.path(index, upTo(size)));
    assertThat(proof.verify(LEAVES.get(index), RecursiveTree.root(upTo(size))))
        .isEqualTo(new ProofVerdict.Accepted());
  }

  @Property(tries = 300)
  void aConsistencyProofIsTheTwinsAndVerifies(
      @ForAll @IntRange(min = 1, max = MOST) int second, @ForAll @IntRange(max = MOST) int any) {
    int first = any % (second + 1);
    ConsistencyProof proof = GROWN.consistency(first, second);
    if (first > 0) {
      assertThat(proof.path()).isEqualTo(RecursiveTree.consistency(first, upTo(second)));
    }
    Digest firstRoot = RecursiveTree.root(upTo(first));
    assertThat(proof.verify(firstRoot, RecursiveTree.root(upTo(second))))
        .isEqualTo(new ProofVerdict.Accepted());
  }

  /// All leaves of all trees up to 40, and every other index and size the same proof could be
  /// claimed for: only the true claim is accepted.
  @Test
  void noProofServesAnotherIndexOrSize() {
    for (int size = 1; size <= 20; size++) {
      for (int index = 0; index < size; index++) {
        List<Digest> path = GROWN.inclusion(index, size).path();
        Digest root = RecursiveTree.root(upTo(size));
        for (int claimed = 0; claimed <= size; claimed++) {
          assertThat(new InclusionProof(claimed, size, path).verify(leaf(index), root).accepted())
              .as("leaf %d of %d claimed as %d", index, size, claimed)
              .isEqualTo(claimed == index);
        }
      }
    }
  }

  @Property(tries = 300)
  void anyOneWrongBitIsRejected(
      @ForAll @IntRange(min = 2, max = MOST) int size,
      @ForAll @IntRange(max = MOST - 1) int anyIndex,
      @ForAll @IntRange(max = 255) int bit,
      @ForAll @IntRange(max = 63) int anyHash) {
    int index = anyIndex % size;
    Digest root = RecursiveTree.root(upTo(size));
    InclusionProof good = GROWN.inclusion(index, size);
    List<Digest> path = new ArrayList<>(good.path());
    path.set(anyHash % path.size(), flipped(path.get(anyHash % path.size()), bit));
    var wrongHash = new InclusionProof(index, size, path);
    assertThat(wrongHash.verify(leaf(index), root)).isEqualTo(ROOT_DIFFERS);
    assertThat(good.verify(flipped(leaf(index), bit), root)).isEqualTo(ROOT_DIFFERS);
    assertThat(good.verify(leaf(index), flipped(root, bit))).isEqualTo(ROOT_DIFFERS);
  }

  @Property(tries = 300)
  void aConsistencyProofWithOneWrongBitIsRejected(
      @ForAll @IntRange(min = 2, max = MOST) int second,
      @ForAll @IntRange(max = MOST) int any,
      @ForAll @IntRange(max = 255) int bit,
      @ForAll @IntRange(max = 63) int anyHash) {
    int first = 1 + any % (second - 1);
    Digest firstRoot = RecursiveTree.root(upTo(first));
    Digest secondRoot = RecursiveTree.root(upTo(second));
    ConsistencyProof good = GROWN.consistency(first, second);
    List<Digest> path = new ArrayList<>(good.path());
    path.set(anyHash % path.size(), flipped(path.get(anyHash % path.size()), bit));
    var wrong = new ConsistencyProof(first, second, path);
    assertThat(wrong.verify(firstRoot, secondRoot).accepted()).isFalse();
    assertThat(good.verify(flipped(firstRoot, bit), secondRoot).accepted()).isFalse();
    assertThat(good.verify(firstRoot, flipped(secondRoot, bit))).isEqualTo(ROOT_DIFFERS);
  }

  /// Whatever numbers and lengths a stranger sends, the answer is a verdict.
  @Property(tries = 1000)
  void checksNeverThrow(
      @ForAll long first, @ForAll long second, @ForAll @Size(max = 70) List<Boolean> hashes) {
    List<Digest> path = hashes.stream().map(left -> left ? leaf(0) : leaf(1)).toList();
    assertThat(new InclusionProof(first, second, path).verify(leaf(0), leaf(1)).accepted())
        .isFalse();
    assertThat(new ConsistencyProof(first, second, path).verify(leaf(0), leaf(1)).accepted())
        .isFalse();
  }

  private static final ProofVerdict ROOT_DIFFERS =
      new ProofVerdict.Rejected(ProofVerdict.Reason.ROOT_DIFFERS);
  private static final TreeProofs GROWN = grown();

  private static TreeProofs grown() {
    MemoryTileStore store = new MemoryTileStore();
    Leaves.grown(store, MOST);
    return new TreeProofs(store);
  }

  private static List<Digest> upTo(int size) {
    return LEAVES.subList(0, size);
  }

  private static Digest leaf(int index) {
    return LEAVES.get(index);
  }

  private static Digest flipped(Digest digest, int bit) {
    byte[] bytes = digest.bytes().toArray();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return new Digest(Bytes.wrap(bytes));
  }
}
