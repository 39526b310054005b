package io.kedge.ledger.proof;

/// Why bytes are no note, key, checkpoint or proof, in the order of the checks within each.
public enum FormatFault {
  /// More bytes than any such file has.
  TOO_LARGE,
  /// Not valid UTF-8.
  NOT_UTF8,
  /// A control character other than the line feed.
  CONTROL_CHARACTER,
  /// The first line is not `c2sp.org/tlog-proof@v1`.
  PROOF_HEADER,
  /// The line `extra` does not hold canonical base64.
  PROOF_EXTRA,
  /// No line `index` with a decimal number from 0 to 2^63 − 1 without leading zeros.
  PROOF_INDEX,
  /// A line before the first empty one is not the canonical base64 of 32 bytes, or there are more
  /// than 63.
  PROOF_HASH,
  /// No empty line ends the hashes.
  PROOF_UNFINISHED,
  /// No empty line and signature lines end the note, or its last line is not finished.
  NOTE_UNSIGNED,
  /// A signature line is not em dash, space, key name, space, canonical base64 of a key id and a
  /// signature.
  NOTE_SIGNATURE_LINE,
  /// More than 100 signatures.
  NOTE_SIGNATURES_TOO_MANY,
  /// The first line of the note is empty.
  CHECKPOINT_ORIGIN,
  /// The second line is not a decimal number from 0 to 2^63 − 1 without leading zeros.
  CHECKPOINT_SIZE,
  /// The third line is not the canonical base64 of 32 bytes.
  CHECKPOINT_ROOT,
  /// A further line is empty, or there is one where none may be.
  CHECKPOINT_EXTENSION,
  /// A receipt without the line `extra`, which holds its leaf.
  LEAF_MISSING,
  /// The first line is not `kedge/state-proof@v1`, or no empty line ends the first part.
  STATE_PROOF_HEADER,
  /// No line `key` with the name of an entry, or no line `hash` with 32 bytes.
  STATE_PROOF_KEY,
  /// No line `value`, `other` or `empty` in canonical form.
  STATE_PROOF_VALUE,
  /// A further line is not the canonical base64 of 32 bytes, or there are more than 256.
  STATE_PROOF_SIBLING,
  /// The entry of the log that should state the root is no block header.
  STATE_PROOF_STATED_BY,
  /// Not the two lines of a fork's evidence, hashes in canonical base64, and two notes.
  FORK_FORM,
  /// Not `name+id+base64`.
  KEY_FORM,
  /// A key name that is empty or has a space or a plus.
  KEY_NAME,
  /// A signature type other than 0x01 (log) and 0x04 (cosigner).
  KEY_TYPE,
  /// Not an acceptable Ed25519 public key, or not canonical base64.
  KEY_BYTES,
  /// The key id is not the one that name and key have.
  KEY_ID
}
