package io.kedge.ledger.crypto;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.disk.Entropy;
import io.kedge.ledger.disk.OperatorFile;
import io.kedge.ledger.disk.RealDisk;
import io.kedge.ledger.disk.SystemEntropy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;

/// The key that signs a ledger's checkpoints, sealed beside the ledger in `keys/ledger.keys`.
public final class LedgerKeys {
  private static final String NAME = "log";

  private LedgerKeys() {}

  /// Keeps others away from a ledger's keys while they are made and used: two first starts at once
  /// would draw two passphrases and two log keys, and only one of each would be kept.
  ///
  /// @throws io.kedge.ledger.disk.DiskLocked naming the process that has them
  public static DiskLock alone(Path data) throws IOException {
    return RealDisk.at(data.resolve("keys")).lock("LOCK");
  }

  /// The log key of a ledger for real use: the passphrase comes from the operator; without one
  /// nothing starts.
  ///
  /// @throws KeyStoreFailure where there is no passphrase, or not the right one
  public static SigningKey sealed(Path data) throws IOException {
    return logKey(store(data));
  }

  /// The log key of a story's ledger; see [#storyStore].
  public static SigningKey forStory(Path data, Consumer<Path> drawn) throws IOException {
    return logKey(storyStore(data, drawn));
  }

  /// The sealed keys beside a story's ledger. Where the operator gave no passphrase, one is drawn
  /// for
  /// this ledger alone and kept beside it in a file only its owner reads. That suits demonstration
  /// data and for trying things out on one machine, and nothing else, and the program says so.
  ///
  /// @param drawn is told the file where a passphrase was drawn
  public static KeyStore storyStore(Path data, Consumer<Path> drawn) throws IOException {
    try {
      return store(data, Passphrase.fromEnvironment(), SealingCost.STANDARD);
    } catch (KeyStoreFailure failure) {
      if (failure.fault() != KeyStoreFailure.Fault.PASSPHRASE_MISSING) {
        throw failure;
      }
      Path file = data.resolve("keys").resolve("story.passphrase");
      if (!OperatorFile.exists(file)) {
        drawPassphrase(file, new SystemEntropy());
        drawn.accept(file);
      }
      return store(data, storyPassphrase(file), SealingCost.QUICK);
    }
  }

  /// The sealed keys beside a ledger for real use.
  ///
  /// @throws KeyStoreFailure where there is no passphrase, or not the right one
  public static KeyStore store(Path data) throws IOException {
    return store(data, Passphrase.fromEnvironment(), SealingCost.STANDARD);
  }

  private static KeyStore store(Path data, Passphrase passphrase, SealingCost cost)
      throws IOException {
    Path file = data.resolve("keys").resolve("ledger.keys");
    var entropy = new SystemEntropy();
    return OperatorFile.exists(file)
        ? KeyStore.open(file, passphrase, entropy)
        : KeyStore.create(file, passphrase, cost, entropy);
  }

  /// Checks the key store of a ledger, where it has one: that it is whole, and where a story's
  /// passphrase lies beside it, that this one opens it.
  ///
  /// @throws KeyStoreFailure where it is not
  public static void check(Path data) throws IOException {
    Path file = data.resolve("keys").resolve("ledger.keys");
    if (!OperatorFile.exists(file)) {
      return;
    }
    KeyStore.list(file);
    Path drawn = data.resolve("keys").resolve("story.passphrase");
    if (OperatorFile.exists(drawn)) {
      KeyStore.open(file, storyPassphrase(drawn), new SystemEntropy()).find(NAME);
    }
  }

  private static Passphrase storyPassphrase(Path file) throws IOException {
    return Passphrase.of(OperatorFile.text(file).strip());
  }

  private static SigningKey logKey(KeyStore store) {
    return store
        .find(NAME)
        .orElseGet(
            () -> {
              SigningKey key = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
              store.add(NAME, key);
              return key;
            });
  }

  private static void drawPassphrase(Path file, Entropy entropy) {
    String drawn = HexFormat.of().formatHex(entropy.bytes(32));
    OwnerOnlyFile.at(file).write(Bytes.utf8(drawn + "\n"));
  }
}
