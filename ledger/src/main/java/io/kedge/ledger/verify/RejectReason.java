package io.kedge.ledger.verify;

/// Why a probe is rejected, where the check it came to has no reasons of its own.
public enum RejectReason {
  /// An index or size above 2^63 − 1: no tree of that size exists.
  NUMBER_TOO_LARGE,
  /// A hash that has not 32 bytes.
  HASH_LENGTH,
  /// The first size is 0: every tree extends the empty one, so nothing is shown.
  FIRST_TREE_EMPTY,
  /// Two given keys have the same name and key id.
  KEYS_AMBIGUOUS,
  /// The checkpoint is of another log.
  ORIGIN_DIFFERS,
  /// `input` is not UTF-8 or holds half a surrogate pair.
  INPUT_NOT_UTF8,
  /// `input` is not JSON (RFC 8259).
  INPUT_NOT_JSON,
  /// An object in `input` has a member twice (RFC 7493 §2.3).
  INPUT_MEMBER_REPEATED,
  /// A number in `input` is beyond the range of a double.
  INPUT_NUMBER_TOO_LARGE,
  /// `canonical` is not the canonical form of `input`.
  CANONICAL_DIFFERS,
  /// Neither a time-stamp token nor a response with one.
  TOKEN_UNREADABLE,
  /// The response says that no token was granted.
  TOKEN_NOT_GRANTED,
  /// The token's content is not version 1, or carries a critical extension.
  TOKEN_CONTENT,
  /// The imprint is made with another hash than SHA-256, SHA-384 or SHA-512.
  IMPRINT_ALGORITHM,
  /// The imprint is of other data.
  IMPRINT_DIFFERS,
  /// The token is signed with an algorithm that is not acceptable.
  TOKEN_ALGORITHM,
  /// The certificate that made the token is neither in it nor among the roots.
  SIGNER_UNKNOWN,
  /// The certificate is not the one the token names, not for time stamps alone, or not valid then.
  SIGNER_UNFIT,
  /// The token's signature does not verify.
  TOKEN_SIGNATURE,
  /// One of the roots is not a DER certificate.
  ROOT_UNREADABLE,
  /// No path from the signer's certificate to a root was valid at the token's time.
  CHAIN_NOT_TRUSTED,
  /// The program failed on this probe, which is a mistake in it.
  PROGRAM_FAILED
}
