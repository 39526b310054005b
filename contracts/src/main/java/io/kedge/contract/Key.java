package io.kedge.contract;

/// The name of one entry of the ledger's state: `concept/id` (format.md "State").
///
/// Keys are made by the concept that owns the entry and nowhere else. They order by their text.
///
/// @param value the text, ASCII
public record Key(String value) implements Comparable<Key> {
  /// Checks that it has a concept and an id.
  public Key {
    if (value.indexOf('/') < 1 || value.length() > 400) {
      throw new IllegalArgumentException("a key is concept/id: " + value);
    }
  }

  /// The key of a concept's entry. Parts of the id are joined by a bar, which no id contains, so
  /// that two different lists of parts never make the same key.
  public static Key of(String concept, String... id) {
    return new Key(concept + "/" + (id.length == 1 ? id[0] : String.join("|", id)));
  }

  /// What all keys of a concept start with whose id begins with these parts, for range reads.
  public static String prefix(String concept, String... parts) {
    return concept + "/" + (parts.length == 0 ? "" : String.join("|", parts) + "|");
  }

  /// The part before the first slash.
  public String concept() {
    return value.substring(0, value.indexOf('/'));
  }

  /// True where it is a key of that concept.
  public boolean isOf(String concept) {
    return value.length() > concept.length()
        && value.charAt(concept.length()) == '/'
        && value.startsWith(concept);
  }

  /// The part after the first slash.
  public String id() {
    return value.substring(value.indexOf('/') + 1);
  }

  @Override
  public int compareTo(Key other) {
    return value.compareTo(other.value);
  }

  // Written out, as in CommandId and Digest: these are the keys of the busiest maps, and the
  // methods a record gets by itself are called through a method handle that is seldom inlined.

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && value.equals(key.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
