package io.kedge.ledger.node;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.proof.StateProof;
import io.kedge.ledger.proof.TlogProof;
import io.kedge.ledger.state.StateDamagedException;
import io.kedge.ledger.state.StatePath;
import io.kedge.ledger.state.StatePaths;
import io.kedge.ledger.state.StateTree;
import java.util.Optional;

/// What the state said of a key after the last block whose state root a header carries: a state
/// proof, but for the part that shows this header in the log.
///
/// @param statedIn the block whose header carries the root
/// @param key which entry
/// @param value its value; empty where there was none
/// @param path the way to its place, which leads to that root
record StateClaim(long statedIn, Key key, Optional<Bytes> value, StatePath path) {
  /// Reads the way to a key in the pages of a tree.
  ///
  /// @param root the state root in the header
  /// @throws StateDamagedException where pages, value and root do not fit together: a proof that
  ///     proves nothing is worse than none
  static StateClaim of(
      long statedIn, Digest root, Key key, Optional<Bytes> value, StateTree.Pages pages) {
    StatePath path = StatePaths.to(key, pages);
    Digest keyHash = StatePath.keyHash(key);
    boolean ends =
        value.isPresent()
            ? path.end().equals(StatePath.entry(keyHash, value.get()))
            : path.tellsPresence(keyHash).equals(Optional.of(false));
    if (!ends || !path.root(keyHash).equals(root)) {
      throw new StateDamagedException("the way to " + key + " does not lead to the state root");
    }
    return new StateClaim(statedIn, key, value, path);
  }

  /// The whole proof.
  ///
  /// @param header the header of block [#statedIn] in the log
  StateProof proof(TlogProof header) {
    return StateProof.of(key, value, path, header);
  }
}
