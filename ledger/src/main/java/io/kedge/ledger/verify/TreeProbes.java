package io.kedge.ledger.verify;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.tree.ConsistencyProof;
import io.kedge.ledger.tree.InclusionProof;
import io.kedge.ledger.tree.ProofVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Proofs of RFC 9162, judged as the published vectors of transparency-dev/merkle say.
final class TreeProbes {
  private TreeProbes() {}

  static void inclusion(Probe probe) throws ProbeException {
    OptionalLong index = probe.number("leafIdx");
    OptionalLong size = probe.number("treeSize");
    Bytes root = probe.bytes("root");
    Bytes leafHash = probe.bytes("leafHash");
    List<Bytes> path = probe.bytesListOrNull("proof");
    var proof = new InclusionProof(known(index), known(size), hashes(path));
    require(proof.verify(hash(leafHash), hash(root)));
  }

  /// Equal sizes need equal roots and no proof. Nothing is hashed then, so the roots are compared
  /// as
  /// they are; a first size of 0 shows nothing and is rejected.
  static void consistency(Probe probe) throws ProbeException {
    OptionalLong first = probe.number("size1");
    OptionalLong second = probe.number("size2");
    Bytes firstRoot = probe.bytes("root1");
    Bytes secondRoot = probe.bytes("root2");
    List<Bytes> path = probe.bytesListOrNull("proof");
    long size1 = known(first);
    long size2 = known(second);
    if (size1 > size2) {
      throw ProbeException.rejected(ProofVerdict.Reason.OUT_OF_RANGE);
    }
    if (size1 == 0) {
      throw ProbeException.rejected(RejectReason.FIRST_TREE_EMPTY);
    }
    if (size1 < size2) {
      var proof = new ConsistencyProof(size1, size2, hashes(path));
      require(proof.verify(hash(firstRoot), hash(secondRoot)));
    } else if (!path.isEmpty()) {
      throw ProbeException.rejected(ProofVerdict.Reason.PROOF_TOO_LONG);
    } else if (!firstRoot.equals(secondRoot)) {
      throw ProbeException.rejected(ProofVerdict.Reason.ROOT_DIFFERS);
    }
  }

  static void require(ProofVerdict verdict) throws ProbeException {
    if (verdict instanceof ProofVerdict.Rejected(var reason)) {
      throw ProbeException.rejected(reason);
    }
  }

  private static long known(OptionalLong number) throws ProbeException {
    return number.orElseThrow(() -> ProbeException.rejected(RejectReason.NUMBER_TOO_LARGE));
  }

  private static Digest hash(Bytes bytes) throws ProbeException {
    if (bytes.size() != Digest.SIZE) {
      throw ProbeException.rejected(RejectReason.HASH_LENGTH);
    }
    return new Digest(bytes);
  }

  private static List<Digest> hashes(List<Bytes> list) throws ProbeException {
    var hashes = new ArrayList<Digest>(list.size());
    for (Bytes bytes : list) {
      hashes.add(hash(bytes));
    }
    return hashes;
  }
}
