package io.kedge.ledger.log;

/// What recovery knows of a place in the log (semantics/ledger.md §4B.3).
///
/// @param headerOk magic, length, and the same length at the end, within the file
/// @param bodyOk the checksum fits
/// @param indexOk the index is the expected one
/// @param previousOk it names the hash of the record before it
/// @param laterGroup after it there is a whole record that begins a later group, or a later
///     segment: either was written only when this place was durable
/// @param acknowledged it lies below the end of the last durable head, or the last head is lost
///     and it may lie below
record Evidence(
    boolean headerOk,
    boolean bodyOk,
    boolean indexOk,
    boolean previousOk,
    boolean laterGroup,
    boolean acknowledged) {
  static final int COUNT = 1 << 6;

  /// One of the 64 combinations; the highest of the six bits is the first input.
  static Evidence number(int n) {
    return new Evidence(
        (n & 32) != 0, (n & 16) != 0, (n & 8) != 0, (n & 4) != 0, (n & 2) != 0, (n & 1) != 0);
  }

  /// The inputs in order, 1 for yes and 0 for no.
  String digits() {
    var digits = new StringBuilder();
    for (boolean input :
        new boolean[] {headerOk, bodyOk, indexOk, previousOk, laterGroup, acknowledged}) {
      digits.append(input ? '1' : '0');
    }
    return digits.toString();
  }
}
