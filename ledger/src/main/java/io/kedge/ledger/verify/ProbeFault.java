package io.kedge.ledger.verify;

/// Why a probe is malformed, in the order of the checks.
public enum ProbeFault {
  /// Nothing there, or an empty line.
  EMPTY,
  /// More bytes than [ProbeKind#SIZE_MAX].
  TOO_LARGE,
  /// Not valid UTF-8.
  NOT_UTF8,
  /// Not one JSON value (RFC 8259).
  NOT_JSON,
  /// JSON, but no object.
  NOT_AN_OBJECT,
  /// A member is there twice.
  MEMBER_REPEATED,
  /// A member that this kind does not have.
  MEMBER_UNKNOWN,
  /// A member of this kind is not there.
  MEMBER_MISSING,
  /// A member's value is of another JSON type.
  MEMBER_TYPE,
  /// Not base64 (RFC 4648 §4) with padding and zero unused bits.
  NOT_BASE64,
  /// A number with fraction, exponent or leading zero.
  NUMBER_FORM,
  /// A number below zero.
  NUMBER_NEGATIVE
}
