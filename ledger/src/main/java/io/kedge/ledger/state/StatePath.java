package io.kedge.ledger.state;

import io.kedge.contract.Key;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import java.util.List;
import java.util.Optional;

/// The way from the root of the state tree down to the place of one key: what stands there, and the
/// hashes beside the way ([PlainStateRoot] says what the tree is). Any values may be held; [#root]
/// shows where they lead.
///
/// @param end what stands at the place
/// @param siblings hashes beside the way, from the place up to the root's child; at most 256
public record StatePath(End end, List<Digest> siblings) {
  /// The most hashes a way can have: a key hash has so many bits.
  public static final int SIBLINGS_MAX = 8 * Digest.SIZE;

  /// Checks the length and takes a copy.
  public StatePath {
    siblings = List.copyOf(siblings);
    if (siblings.size() > SIBLINGS_MAX) {
      throw new IllegalArgumentException("a way of " + siblings.size() + " hashes");
    }
  }

  /// What stands at the place of a key.
  public sealed interface End {
    /// Nothing: no entry's key begins with the bits that lead here.
    record Empty() implements End {}

    /// The one entry whose key begins with the bits that lead here: the key's own, or another one
    /// that stands in its place.
    ///
    /// @param keyHash SHA-256 of its key
    /// @param valueHash SHA-256 of its value
    record Entry(Digest keyHash, Digest valueHash) implements End {}
  }

  /// The entry of a value.
  public static End.Entry entry(Digest keyHash, Bytes value) {
    return new End.Entry(keyHash, Digest.of(value));
  }

  /// The hash that places a key in the tree.
  public static Digest keyHash(Key key) {
    return Digest.of(Bytes.utf8(key.value()));
  }

  /// The root that the hashes lead to, if the place is that of this key hash.
  public Digest root(Digest keyHash) {
    var hasher = new StateHasher();
    byte[] way = keyHash.bytes().unsafeArray();
    byte[] node =
        switch (end) {
          case End.Empty _ -> StateHasher.EMPTY;
          case End.Entry(var key, var value) -> hasher.leaf(array(key), array(value));
        };
    int depth = siblings.size();
    for (Digest sibling : siblings) {
      depth--;
      node =
          bit(way, depth) == 0
              ? hasher.node(node, array(sibling))
              : hasher.node(array(sibling), node);
    }
    return new Digest(Bytes.of(node));
  }

  /// Whether the state has an entry of this key, as far as the way tells: true where the entry at
  /// the place is its own, false where there is none or another one that belongs there; empty
  /// where an entry at the place cannot stand there, because its hash begins otherwise.
  public Optional<Boolean> tellsPresence(Digest keyHash) {
    return switch (end) {
      case End.Empty _ -> Optional.of(false);
      case End.Entry(var there, var _) when there.equals(keyHash) -> Optional.of(true);
      case End.Entry(var there, var _) ->
          commonBits(there, keyHash) >= siblings.size() ? Optional.of(false) : Optional.empty();
    };
  }

  private static int commonBits(Digest one, Digest other) {
    int bits = 0;
    while (bits < SIBLINGS_MAX && bit(array(one), bits) == bit(array(other), bits)) {
      bits++;
    }
    return bits;
  }

  static int bit(byte[] way, int depth) {
    return way[depth >>> 3] >>> (7 - (depth & 7)) & 1;
  }

  private static byte[] array(Digest digest) {
    return digest.bytes().unsafeArray();
  }
}
