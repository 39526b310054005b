package io.kedge.ledger.tree;

import io.kedge.kernel.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The roots that the hashes of a consistency proof give, by the algorithm of RFC 9162 §2.1.4.2:
/// that of the whole tree, and that of its first leaves. Where the one is the root that somebody
/// signed, the other is the only root his tree can have had at the smaller size; if he signed
/// another one for that, he contradicts himself.
///
/// @param first the root of the first leaves
/// @param second the root of all
public record PrefixRoots(Digest first, Digest second) {
  /// Computes them.
  ///
  /// @param firstSize leaves of the smaller tree, from 1, below `secondSize`
  /// @param hashes as in a consistency proof; its beginning, which RFC 9162 leaves out where
  ///     `firstSize` is a power of two, is always there
  /// @return empty where the sizes demand another number of hashes
  public static Optional<PrefixRoots> of(long firstSize, long secondSize, List<Digest> hashes) {
    if (firstSize < 1 || firstSize >= secondSize || hashes.isEmpty()) {
      return Optional.empty();
    }
    int skip = Long.numberOfTrailingZeros(~(firstSize - 1));
    long fn = (firstSize - 1) >>> skip;
    long sn = (secondSize - 1) >>> skip;
    Digest first = hashes.getFirst();
    Digest second = first;
    for (Digest hash : hashes.subList(1, hashes.size())) {
      if (sn == 0) {
        return Optional.empty();
      }
      if ((fn & 1) == 1 || fn == sn) {
        first = MerkleHasher.node(hash, first);
        second = MerkleHasher.node(hash, second);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        second = MerkleHasher.node(second, hash);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 ? Optional.of(new PrefixRoots(first, second)) : Optional.empty();
  }

  /// The hashes for [#of], from tiles.
  ///
  /// @throws MissingTileException where the store lacks a tile
  public static List<Digest> hashes(TreeProofs proofs, long firstSize, long secondSize) {
    var hashes = new ArrayList<Digest>();
    if (Long.bitCount(firstSize) == 1) {
      hashes.add(proofs.root(firstSize, secondSize));
    }
    hashes.addAll(proofs.consistency(firstSize, secondSize).path());
    return hashes;
  }
}
