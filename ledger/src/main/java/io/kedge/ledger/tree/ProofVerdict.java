package io.kedge.ledger.tree;

/// What a proof's check says.
public sealed interface ProofVerdict {
  /// The proof shows what it claims.
  record Accepted() implements ProofVerdict {}

  /// The proof shows nothing.
  ///
  /// @param reason the first thing found wrong
  record Rejected(Reason reason) implements ProofVerdict {}

  /// True for [Accepted].
  default boolean accepted() {
    return this instanceof Accepted;
  }

  /// Why a proof is rejected, in the order of the checks.
  enum Reason {
    /// A size or an index is negative.
    NEGATIVE_NUMBER,
    /// The index is not below the tree's size, or the first size is above the second.
    OUT_OF_RANGE,
    /// The proof has fewer hashes than the sizes demand.
    PROOF_TOO_SHORT,
    /// The proof has more hashes than the sizes demand.
    PROOF_TOO_LONG,
    /// The hashes lead to another root than the one of the smaller tree.
    FIRST_ROOT_DIFFERS,
    /// The hashes lead to another root than the tree's.
    ROOT_DIFFERS
  }
}
