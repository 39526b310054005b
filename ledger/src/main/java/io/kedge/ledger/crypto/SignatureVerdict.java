package io.kedge.ledger.crypto;

/// What the check of one signature says, in the order of the checks.
public enum SignatureVerdict {
  /// The public key is not in the one form the rule knows.
  KEY_MALFORMED,
  /// The signature is not in the one form the rule knows: wrong length, S or R not canonical, DER
  /// not strict, a number out of range.
  SIGNATURE_MALFORMED,
  /// Well-formed, but not a signature of this message by this key.
  DOES_NOT_VERIFY,
  /// A signature of this message by this key.
  VALID;

  /// True for [#VALID].
  public boolean valid() {
    return this == VALID;
  }
}
