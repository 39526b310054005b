package io.kedge.ledger.tree;

import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;

/// The claim that a tree begins with all leaves of an earlier tree, with the hashes that show it.
/// Any values may be held; [#verify] judges them.
///
/// @param first leaves of the earlier tree
/// @param second leaves of the later tree
/// @param path the hashes (RFC 6962 §2.1.2); none where the sizes are equal or the first is 0
public record ConsistencyProof(long first, long second, List<Digest> path) {
  /// Takes a copy of the path.
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /// Checks the proof by the algorithm of RFC 9162 §2.1.4.2. Beyond it: every tree extends the
  /// empty one, whose root must be SHA-256 of nothing, and equal sizes need equal roots.
  ///
  /// @param firstRoot the root of the tree of [#first] leaves
  /// @param secondRoot the root of the tree of [#second] leaves
  public ProofVerdict verify(Digest firstRoot, Digest secondRoot) {
    if (first < 0 || second < 0) {
      return rejected(ProofVerdict.Reason.NEGATIVE_NUMBER);
    }
    if (first > second) {
      return rejected(ProofVerdict.Reason.OUT_OF_RANGE);
    }
    if (first == 0 || first == second) {
      return verifyWithoutPath(firstRoot, secondRoot);
    }
    if (path.isEmpty()) {
      return rejected(ProofVerdict.Reason.PROOF_TOO_SHORT);
    }
    List<Digest> hashes = new ArrayList<>(path);
    if (Long.bitCount(first) == 1) {
      hashes.addFirst(firstRoot);
    }
    return verifyPath(hashes, firstRoot, secondRoot);
  }

  private ProofVerdict verifyWithoutPath(Digest firstRoot, Digest secondRoot) {
    if (!path.isEmpty()) {
      return rejected(ProofVerdict.Reason.PROOF_TOO_LONG);
    }
    if (first == 0 && !firstRoot.equals(MerkleHasher.emptyRoot())) {
      return rejected(ProofVerdict.Reason.FIRST_ROOT_DIFFERS);
    }
    if (first == second && !firstRoot.equals(secondRoot)) {
      return rejected(ProofVerdict.Reason.ROOT_DIFFERS);
    }
    return new ProofVerdict.Accepted();
  }

  private ProofVerdict verifyPath(List<Digest> hashes, Digest firstRoot, Digest secondRoot) {
    int skip = Long.numberOfTrailingZeros(~(first - 1));
    long fn = (first - 1) >>> skip;
    long sn = (second - 1) >>> skip;
    Digest fr = hashes.getFirst();
    Digest sr = fr;
    for (Digest c : hashes.subList(1, hashes.size())) {
      if (sn == 0) {
        return rejected(ProofVerdict.Reason.PROOF_TOO_LONG);
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = MerkleHasher.node(c, fr);
        sr = MerkleHasher.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        sr = MerkleHasher.node(sr, c);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      return rejected(ProofVerdict.Reason.PROOF_TOO_SHORT);
    }
    if (!fr.equals(firstRoot)) {
      return rejected(ProofVerdict.Reason.FIRST_ROOT_DIFFERS);
    }
    return sr.equals(secondRoot)
        ? new ProofVerdict.Accepted()
        : rejected(ProofVerdict.Reason.ROOT_DIFFERS);
  }

  private static ProofVerdict rejected(ProofVerdict.Reason reason) {
    return new ProofVerdict.Rejected(reason);
  }
}
