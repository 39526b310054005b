package io.kedge.kernel;

/// The name of a note, made by the command that created it.
///
/// @param value the id, of the form [Identifiers] describes
public record NoteId(String value) implements Comparable<NoteId> {
  /// Checks the form.
  public NoteId {
    Identifiers.require(value);
  }

  @Override
  public int compareTo(NoteId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
