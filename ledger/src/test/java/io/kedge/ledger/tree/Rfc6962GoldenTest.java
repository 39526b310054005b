package io.kedge.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The reference tree of Certificate Transparency: eight entries, with roots and proofs as they
/// stand in google/certificate-transparency, `cpp/merkletree/merkle_tree_test.cc`
/// (kSHA256Roots, kSHA256Paths, kSHA256Proofs), and in transparency-dev/merkle,
/// `testonly/constants.go`.
class Rfc6962GoldenTest {
  private static final List<Bytes> ENTRIES =
      hex(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/rfc6962-roots-1.csv", numLinesToSkip = 1)
  void everyRootIsTheReferenceRoot(int size, String root) {
    TreeAppender tree = new TreeAppender();
    ENTRIES.subList(0, size).forEach(tree::appendEntry);
    assertThat(tree.root().hex()).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/rfc6962-inclusion-1.csv", numLinesToSkip = 1)
  void everyInclusionProofIsTheReferenceProof(int index, int size, String path) {
    MemoryTileStore store = new MemoryTileStore();
    TreeAppender tree = new TreeAppender();
    ENTRIES.subList(0, size).forEach(tree::appendEntry);
    tree.flush(store);
    InclusionProof proof = new TreeProofs(store).inclusion(index, size);
    assertThat(proof.path()).isEqualTo(digests(path));
    assertThat(proof.verify(MerkleHasher.leaf(ENTRIES.get(index)), tree.root()))
        .isEqualTo(new ProofVerdict.Accepted());
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/golden/rfc6962-consistency-1.csv", numLinesToSkip = 1)
  void everyConsistencyProofIsTheReferenceProof(int first, int second, String path) {
    MemoryTileStore store = new MemoryTileStore();
    TreeAppender tree = new TreeAppender();
    ENTRIES.subList(0, second).forEach(tree::appendEntry);
    tree.flush(store);
    TreeProofs proofs = new TreeProofs(store);
    ConsistencyProof proof = proofs.consistency(first, second);
    assertThat(proof.path()).isEqualTo(digests(path));
    TreeAppender earlier = new TreeAppender();
    ENTRIES.subList(0, first).forEach(earlier::appendEntry);
    assertThat(proof.verify(earlier.root(), tree.root())).isEqualTo(new ProofVerdict.Accepted());
  }

  @Test
  void theEmptyTreeHasTheHashOfNothing() {
    assertThat(new TreeAppender().root().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  private static List<Digest> digests(String path) {
    return path == null ? List.of() : Arrays.stream(path.split(" ")).map(Digest::fromHex).toList();
  }

  private static List<Bytes> hex(String... entries) {
    return Arrays.stream(entries).map(Bytes::fromHex).toList();
  }
}
