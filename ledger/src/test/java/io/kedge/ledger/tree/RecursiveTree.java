package io.kedge.ledger.tree;

import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;

/// The slow twin: RFC 6962 §2.1 written down as it stands there, over a list of leaf hashes.
final class RecursiveTree {
  private RecursiveTree() {}

  /// MTH: the root over all leaves of d.
  static Digest root(List<Digest> d) {
    return switch (d.size()) {
      case 0 -> Digest.of();
      case 1 -> d.getFirst();
      default ->
          MerkleHasher.node(
              root(d.subList(0, split(d.size()))), root(d.subList(split(d.size()), d.size())));
    };
  }

  /// PATH: the proof that leaf m is among the leaves of d.
  static List<Digest> path(int m, List<Digest> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = split(d.size());
    return m < k
        ? then(path(m, d.subList(0, k)), root(d.subList(k, d.size())))
        : then(path(m - k, d.subList(k, d.size())), root(d.subList(0, k)));
  }

  /// PROOF: that the tree of d begins with its first m leaves.
  static List<Digest> consistency(int m, List<Digest> d) {
    return subproof(m, d, true);
  }

  private static List<Digest> subproof(int m, List<Digest> d, boolean known) {
    if (m == d.size()) {
      return known ? List.of() : List.of(root(d));
    }
    int k = split(d.size());
    return m <= k
        ? then(subproof(m, d.subList(0, k), known), root(d.subList(k, d.size())))
        : then(subproof(m - k, d.subList(k, d.size()), false), root(d.subList(0, k)));
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Digest> then(List<Digest> path, Digest last) {
    List<Digest> longer = new ArrayList<>(path);
    longer.add(last);
    return longer;
  }
}
