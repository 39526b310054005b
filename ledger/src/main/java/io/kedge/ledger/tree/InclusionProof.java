package io.kedge.ledger.tree;

import io.kedge.kernel.Digest;
import java.util.List;

/// The claim that a leaf stands at an index of a tree, with the hashes that show it. Any values may
/// be held; [#verify] judges them.
///
/// @param index the leaf's index, from 0
/// @param treeSize leaves of the tree
/// @param path sibling hashes from the leaf's up to the root's child (RFC 6962 §2.1.1)
public record InclusionProof(long index, long treeSize, List<Digest> path) {
  /// Takes a copy of the path.
  public InclusionProof {
    path = List.copyOf(path);
  }

  /// Checks the proof by the algorithm of RFC 9162 §2.1.3.2.
  ///
  /// @param leafHash the hash of the entry, see [MerkleHasher#leaf]
  /// @param root the root of the tree of [#treeSize] leaves, from a trusted checkpoint
  public ProofVerdict verify(Digest leafHash, Digest root) {
    if (index < 0 || treeSize < 0) {
      return rejected(ProofVerdict.Reason.NEGATIVE_NUMBER);
    }
    if (index >= treeSize) {
      return rejected(ProofVerdict.Reason.OUT_OF_RANGE);
    }
    long fn = index;
    long sn = treeSize - 1;
    Digest r = leafHash;
    for (Digest p : path) {
      if (sn == 0) {
        return rejected(ProofVerdict.Reason.PROOF_TOO_LONG);
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = MerkleHasher.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        r = MerkleHasher.node(r, p);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    if (sn != 0) {
      return rejected(ProofVerdict.Reason.PROOF_TOO_SHORT);
    }
    return r.equals(root)
        ? new ProofVerdict.Accepted()
        : rejected(ProofVerdict.Reason.ROOT_DIFFERS);
  }

  private static ProofVerdict rejected(ProofVerdict.Reason reason) {
    return new ProofVerdict.Rejected(reason);
  }
}
