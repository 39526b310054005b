package io.kedge.scenario.run;

import io.kedge.contract.Envelope;
import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Json;
import io.kedge.kernel.KeyId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The keys and secrets of everybody in a story, each derived from the pack's name, the party and a
/// label. They are worth nothing outside a story: whoever knows the pack knows them.
public final class Keyring {
  private final String pack;
  private final Signing signing;
  private final SortedMap<String, Bytes> publicKeys = new TreeMap<>();

  /// The keys of a pack's people.
  public Keyring(String pack, Signing signing) {
    this.pack = pack;
    this.signing = signing;
  }

  /// A secret of 32 bytes.
  ///
  /// @param use what for: `key`, `secret` or `nonce`
  /// @param parts what tells it from others of that use
  public Bytes derive(String use, String... parts) {
    return Digest.of(
            Bytes.utf8("kedge.scenario|" + use + "|" + pack + "|" + String.join("|", parts)))
        .bytes();
  }

  /// A party's public key.
  public Bytes publicKey(String party, String label) {
    return publicKeys.computeIfAbsent(
        party + "|" + label, _ -> signing.publicKey(derive("key", party, label)));
  }

  /// The id of a party's key.
  public KeyId keyId(String party, String label) {
    return VerificationKey.idOf(VerificationKey.Algorithm.ED25519, publicKey(party, label));
  }

  /// A signed envelope.
  ///
  /// @param payloadType [Envelope#COMMAND] or [Envelope#DOCUMENT]
  /// @param payload what is signed
  /// @param party who signs
  /// @param labels with which keys
  public Envelope sign(String payloadType, Json payload, String party, List<String> labels) {
    Bytes bytes = Bytes.utf8(payload.write());
    Bytes message = Envelope.preAuthenticationEncoding(payloadType, bytes);
    var signatures =
        labels.stream()
            .map(
                label ->
                    new Envelope.Signature(
                        keyId(party, label), signing.sign(derive("key", party, label), message)))
            .toList();
    return new Envelope(payloadType, bytes, signatures);
  }
}
