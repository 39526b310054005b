package io.kedge.server.money.iso;

/// Why a file of a bank is not taken. Checked in this order.
public enum FileFault {
  /// More bytes than a file may have.
  TOO_LARGE,
  /// Not well-formed XML, or in an encoding we do not read.
  NOT_XML,
  /// It carries a document type: entities are how XML is made to read other files.
  DOCUMENT_TYPE,
  /// Nested deeper, or with more elements, than any statement is.
  TOO_COMPLEX,
  /// Well-formed, but none of the messages we read.
  UNKNOWN_MESSAGE,
  /// A required element is absent.
  FIELD_MISSING,
  /// An element's text is not what the standard says.
  FIELD_WRONG,
  /// An amount has more fractional digits than its currency, or does not fit 64 bits.
  AMOUNT_WRONG,
  /// The parts of an entry do not add up to it, or a statement's entries not to its balances.
  DOES_NOT_ADD_UP,
  /// More entries than a file may have.
  TOO_MANY_ENTRIES;

  /// The public code, as it stands in problems and in the report beside a rejected file.
  public String code() {
    return "money." + name();
  }
}
