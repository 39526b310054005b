package io.kedge.contract;

import io.kedge.kernel.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a contract may see of the ledger: the state after the command before it, and never its own
/// writes, because Hyperledger Fabric cannot show them.
public interface LedgerView {
  /// The value of one key.
  Optional<Bytes> get(Key key);

  /// The value of one key, decoded. A host may remember what an entry decodes to: a party is read
  /// many times for each time it changes.
  ///
  /// @param decode the one decoder of this kind of entry; what it gives is immutable
  default <T> Optional<T> read(Key key, Function<Bytes, T> decode) {
    return get(key).map(decode);
  }

  /// The entries whose key starts with a prefix and comes after another key, in key order.
  ///
  /// @param prefix `concept/` or longer
  /// @param after only keys greater than this one; the prefix itself to start at the beginning
  /// @param limit how many at most, 1 to [io.kedge.kernel.Limits#rangeMax]
  List<Entry> range(String prefix, String after, int limit);

  /// One entry of the state.
  ///
  /// @param key its name
  /// @param value its content in [io.kedge.kernel.Wire] form
  record Entry(Key key, Bytes value) {}
}
