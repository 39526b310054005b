package io.kedge.contract;

/// Why a command was refused before its own contract looked at it, in the order of checking.
public enum CommandRefusal implements Refusal {
  /// The envelope or payload does not have the form of format.md: broken JSON, an unknown or
  /// missing
  /// member, a number out of range, too many bytes.
  MALFORMED(false),
  /// The payload names another ledger: a signature for one ledger is worth nothing on another.
  LEDGER_MISMATCH(false),
  /// No contract decides this type and version.
  TYPE_UNKNOWN(false),
  /// The same command was ordered before; the earlier result stands.
  ALREADY_DECIDED(false),
  /// A signature names a key that is not registered.
  KEY_UNKNOWN(true),
  /// A signature's key belongs to another party than the one in `by`.
  KEY_OF_ANOTHER_PARTY(false),
  /// A signature's key is revoked, not yet valid or no longer valid.
  KEY_NOT_VALID(true),
  /// A signature does not verify.
  SIGNATURE_WRONG(false),
  /// A document inside the command names another ledger.
  DOCUMENT_LEDGER_MISMATCH(false),
  /// A document inside the command is signed by an unknown, foreign or invalid key.
  DOCUMENT_KEY_NOT_VALID(true),
  /// A signature of a document inside the command does not verify.
  DOCUMENT_SIGNATURE_WRONG(false),
  /// Ledger time is past the command's `notAfter`.
  EXPIRED(false),
  /// The command would change more keys or notes than [io.kedge.kernel.Limits] allow.
  TOO_MANY_CHANGES(false),
  /// A sum in the command does not fit 64 bits.
  ARITHMETIC_OVERFLOW(false);

  private final boolean mayPassLater;

  CommandRefusal(boolean mayPassLater) {
    this.mayPassLater = mayPassLater;
  }

  @Override
  public boolean mayPassLater() {
    return mayPassLater;
  }

  @Override
  public String code() {
    return "command." + name();
  }
}
