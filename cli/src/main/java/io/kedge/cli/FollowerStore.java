package io.kedge.cli;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Identifiers;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.Passphrase;
import io.kedge.ledger.crypto.SealingCost;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.ledger.follow.FollowerKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The key a follower cosigns with, sealed in a key store: one that `keys new` made, or its own in
/// `keys/follower.keys`, made at the first start.
final class FollowerStore {
  private static final String DEFAULT_NAME = "follower";

  private FollowerStore() {}

  /// The keys of a follower.
  ///
  /// @param store a key store; empty for the follower's own
  /// @param name which of its keys; empty where it has just one for Ed25519
  /// @throws io.kedge.ledger.crypto.KeyStoreFailure where there is no passphrase, or not the right
  ///     one
  static FollowerKeys keys(
      Terminal terminal, Path data, Optional<Path> store, Optional<String> name)
      throws IOException {
    Words words = terminal.words();
    if (name.isPresent() && !Identifiers.isId(name.get())) {
      throw Failure.malformed(words.say("keys.not-an-id", name.get()));
    }
    Passphrase passphrase = Passphrase.fromEnvironment();
    KeyStore keys =
        store.isPresent()
            ? KeyStore.open(store.get(), passphrase, new SystemEntropy())
            : own(data, passphrase, name.orElse(DEFAULT_NAME));
    List<String> candidates =
        name.map(List::of)
            .orElseGet(
                () ->
                    keys.names().stream()
                        .filter(
                            key -> keys.find(key).orElseThrow().algorithm() == Algorithm.ED25519)
                        .toList());
    if (candidates.size() != 1) {
      throw Failure.malformed("USAGE", words.say("follow.which-key", candidates));
    }
    String chosen = candidates.getFirst();
    SigningKey key =
        keys.find(chosen)
            .filter(found -> found.algorithm() == Algorithm.ED25519)
            .orElseThrow(
                () -> Failure.malformed("KEY_MISSING", words.say("follow.no-key", chosen)));
    return FollowerKeys.of(chosen, key);
  }

  private static KeyStore own(Path data, Passphrase passphrase, String name) throws IOException {
    Path file = data.resolve("keys").resolve("follower.keys");
    if (Files.exists(file)) {
      return KeyStore.open(file, passphrase, new SystemEntropy());
    }
    Files.createDirectories(file.getParent());
    var entropy = new SystemEntropy();
    KeyStore made = KeyStore.create(file, passphrase, SealingCost.STANDARD, entropy);
    made.add(name, SigningKey.generate(Algorithm.ED25519, entropy));
    return made;
  }
}
