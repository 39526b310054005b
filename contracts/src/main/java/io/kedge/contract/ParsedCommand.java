package io.kedge.contract;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.CommandId;
import io.kedge.kernel.KeyId;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// A command that has the right form; whether its signatures verify is still open.
///
/// @param envelope the bytes as they came
/// @param message what its signatures are over: the envelope's pre-authentication encoding
/// @param id the command's id, the digest of that
/// @param header the common members
/// @param contract who decides it
/// @param command its body
/// @param <C> the type of the body
public record ParsedCommand<C extends Command>(
    Envelope envelope,
    Bytes message,
    CommandId id,
    CommandHeader header,
    Contract<C> contract,
    C command) {

  /// The signed documents it carries inside.
  public List<SignedDocument<?>> documents() {
    return contract.documents(command);
  }

  /// Keys the decision will read, so that a host can fetch them ahead: a hint, never a rule.
  public Set<Key> reads() {
    return contract.reads(signed());
  }

  Signed<C> signed() {
    SortedSet<KeyId> keys = new TreeSet<>();
    envelope.signatures().forEach(signature -> keys.add(signature.keyId()));
    return new Signed<>(id, command, header.by(), keys);
  }
}
