package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Decoded public keys, the most recently used ones, without a lock on the way of a hit: two
/// generations, and when the younger is full the older is dropped.
final class KeyCache<T> {
  private final int generationMax;
  private volatile ConcurrentHashMap<Bytes, T> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<Bytes, T> old = new ConcurrentHashMap<>();

  /// A cache of at most twice that many keys.
  KeyCache(int generationMax) {
    this.generationMax = generationMax;
  }

  /// The decoded key; empty where the bytes are none, which is not remembered.
  Optional<T> get(Bytes encoded, Function<Bytes, Optional<T>> decode) {
    T known = young.get(encoded);
    if (known != null) {
      return Optional.of(known);
    }
    T older = old.get(encoded);
    Optional<T> found = older != null ? Optional.of(older) : decode.apply(encoded);
    found.ifPresent(key -> keep(encoded, key));
    return found;
  }

  private void keep(Bytes encoded, T key) {
    if (young.size() >= generationMax) {
      turnOver();
    }
    young.put(encoded, key);
  }

  private synchronized void turnOver() {
    if (young.size() >= generationMax) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
