package io.kedge.ledger.node;

import io.kedge.contract.VerificationKey;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.KeyStoreFailure;
import io.kedge.ledger.crypto.Passphrase;
import io.kedge.ledger.crypto.SealingCost;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.Entropy;
import java.nio.file.Path;
import java.util.Optional;

/// The key a node signs checkpoints with, sealed in a key store. There is no default passphrase:
/// without one a node does not start.
public final class NodeKeys {
  /// The name of the key in its store.
  public static final String LOG_KEY = "log";

  /// The usual place of the store within a ledger's directory.
  public static final String FILE = "keys/node.keys";

  private NodeKeys() {}

  /// Opens the log key of a key store; makes store and key where there are none.
  ///
  /// @param cost what one guess of the passphrase costs, where the store is made
  /// @throws KeyStoreFailure where the store is damaged, another passphrase sealed it, or it cannot
  ///     be written
  public static SigningKey openOrCreate(
      Path file, Passphrase passphrase, SealingCost cost, Entropy entropy) {
    KeyStore store;
    try {
      store = KeyStore.open(file, passphrase, entropy);
    } catch (KeyStoreFailure e) {
      if (e.fault() != KeyStoreFailure.Fault.FILE_MISSING) {
        throw e;
      }
      store = KeyStore.create(file, passphrase, cost, entropy);
    }
    Optional<SigningKey> known = store.find(LOG_KEY);
    if (known.isPresent()) {
      return known.get();
    }
    SigningKey fresh = SigningKey.generate(VerificationKey.Algorithm.ED25519, entropy);
    store.add(LOG_KEY, fresh);
    return fresh;
  }

  /// Opens the log key of a key store.
  ///
  /// @throws KeyStoreFailure where the store is missing or damaged, or another passphrase sealed it
  /// @throws NodeFault LOG_KEY_MISSING where it has no log key
  public static SigningKey open(Path file, Passphrase passphrase, Entropy entropy) {
    return KeyStore.open(file, passphrase, entropy)
        .find(LOG_KEY)
        .orElseThrow(() -> new NodeFault(NodeFault.Kind.LOG_KEY_MISSING, file.toString()));
  }
}
