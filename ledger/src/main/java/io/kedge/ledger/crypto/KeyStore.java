package io.kedge.ledger.crypto;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.kernel.Identifiers;
import io.kedge.kernel.Wire;
import io.kedge.kernel.WireReader;
import io.kedge.ledger.crypto.KeyStoreFailure.Fault;
import io.kedge.ledger.disk.Entropy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Private keys at rest: one file, sealed by a passphrase, readable by its owner alone.
///
/// The file is `Wire` `io/kedge/keystore` version 1 (cost, salt, a check value, then per key name,
/// algorithm, public key and sealed seed), followed by its SHA-256. The passphrase becomes a key by
/// Argon2id with the recorded [SealingCost]; each seed is sealed with AES-256-GCM under a fresh
/// nonce, bound to name, algorithm and public key, so that sealed seeds cannot change places. The
/// checksum tells damage from a wrong passphrase; it protects nothing, the seals do.
///
/// One instance belongs to one thread; two processes must not add keys to one file.
public final class KeyStore {
  private static final String TAG = "io/kedge/keystore";
  private static final int VERSION = 1;
  private static final int SALT_SIZE = 16;
  private static final Bytes CHECK = Bytes.utf8("io/kedge/keystore/check");

  private final OwnerOnlyFile file;
  private final Entropy entropy;
  private final SealingCost cost;
  private final Bytes salt;
  private final Seal seal;
  private final Bytes check;
  private final TreeMap<String, Entry> entries;

  /// The public side of one key in a store.
  ///
  /// @param name what the owner calls it, of the form of an id
  /// @param algorithm how it signs
  /// @param publicKey its public bytes
  /// @param sealedSeed its private side, of no use without the passphrase
  public record Entry(
      String name, VerificationKey.Algorithm algorithm, Bytes publicKey, Bytes sealedSeed) {
    /// Checks the form of the name.
    public Entry {
      Identifiers.require(name);
    }

    Bytes association() {
      return new Wire(TAG + "/entry", VERSION).text(name).name(algorithm).bytes(publicKey).bytes();
    }
  }

  private record Content(SealingCost cost, Bytes salt, Bytes check, List<Entry> entries) {}

  private KeyStore(OwnerOnlyFile file, Entropy entropy, Content content, Seal seal) {
    this.file = file;
    this.entropy = entropy;
    this.cost = content.cost;
    this.salt = content.salt;
    this.check = content.check;
    this.seal = seal;
    this.entries = new TreeMap<>();
    content.entries.forEach(entry -> entries.put(entry.name, entry));
  }

  /// Makes an empty store and writes its file.
  ///
  /// @param file where, must not exist
  /// @param passphrase what seals it
  /// @param cost what one guess of the passphrase costs
  /// @param entropy the port chance comes through
  /// @throws KeyStoreFailure FILE_EXISTS or NOT_ACCESSIBLE
  public static KeyStore create(
      Path file, Passphrase passphrase, SealingCost cost, Entropy entropy) {
    return create(OwnerOnlyFile.at(file), passphrase, cost, entropy);
  }

  static KeyStore create(
      OwnerOnlyFile file, Passphrase passphrase, SealingCost cost, Entropy entropy) {
    if (file.exists()) {
      throw new KeyStoreFailure(Fault.FILE_EXISTS, file + " is there already");
    }
    KeyStore store = sealedWith(file, passphrase, cost, entropy);
    store.write();
    return store;
  }

  /// Opens a store.
  ///
  /// @param file its file
  /// @param passphrase what sealed it
  /// @param entropy the port chance comes through, for keys added later
  /// @throws KeyStoreFailure FILE_MISSING, FILE_DAMAGED, PASSPHRASE_WRONG or NOT_ACCESSIBLE
  public static KeyStore open(Path file, Passphrase passphrase, Entropy entropy) {
    return open(OwnerOnlyFile.existing(file), passphrase, entropy);
  }

  static KeyStore open(OwnerOnlyFile file, Passphrase passphrase, Entropy entropy) {
    Content content = read(file);
    Seal seal = new Seal(passphrase, content.cost, content.salt);
    Optional<Bytes> opened = seal.open(content.check, association(content.cost, content.salt));
    if (!opened.equals(Optional.of(CHECK))) {
      throw new KeyStoreFailure(Fault.PASSPHRASE_WRONG, "another passphrase sealed " + file);
    }
    return new KeyStore(file, entropy, content, seal);
  }

  /// The public sides of all keys of a file, by name; needs no passphrase, and proves nothing about
  /// the private sides.
  ///
  /// @throws KeyStoreFailure FILE_MISSING, FILE_DAMAGED or NOT_ACCESSIBLE
  public static List<Entry> list(Path file) {
    return read(OwnerOnlyFile.existing(file)).entries;
  }

  /// The names of the keys, sorted.
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /// A key by its name; empty where there is none.
  ///
  /// @throws KeyStoreFailure FILE_DAMAGED where its seal does not open
  public Optional<SigningKey> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(this::unsealed);
  }

  /// Adds a key and writes the file; on return it is durable.
  ///
  /// @param name what to call it, of the form of an id, not in use yet
  /// @param key the key
  /// @throws KeyStoreFailure NOT_ACCESSIBLE
  public void add(String name, SigningKey key) {
    if (entries.containsKey(name)) {
      throw new IllegalArgumentException("a key is never overwritten: " + name);
    }
    entries.put(name, sealed(name, key));
    write();
  }

  /// Seals all keys again under another passphrase and writes the file. Copies of the old file
  /// still
  /// open with the old passphrase.
  ///
  /// @return the store under the new passphrase; this instance is used no more
  /// @throws KeyStoreFailure FILE_DAMAGED or NOT_ACCESSIBLE
  public KeyStore resealed(Passphrase passphrase, SealingCost newCost) {
    KeyStore store = sealedWith(file, passphrase, newCost, entropy);
    entries.values().forEach(e -> store.entries.put(e.name, store.sealed(e.name, unsealed(e))));
    store.write();
    return store;
  }

  private static KeyStore sealedWith(
      OwnerOnlyFile file, Passphrase passphrase, SealingCost cost, Entropy entropy) {
    Bytes salt = Bytes.wrap(entropy.bytes(SALT_SIZE));
    Seal seal = new Seal(passphrase, cost, salt);
    Bytes check = seal.seal(CHECK, association(cost, salt), entropy);
    return new KeyStore(file, entropy, new Content(cost, salt, check, List.of()), seal);
  }

  private Entry sealed(String name, SigningKey key) {
    Entry open = new Entry(name, key.algorithm(), key.publicKey(), Bytes.EMPTY);
    Bytes sealedSeed = seal.seal(key.seed(), open.association(), entropy);
    return new Entry(name, key.algorithm(), key.publicKey(), sealedSeed);
  }

  private SigningKey unsealed(Entry entry) {
    return seal.open(entry.sealedSeed, entry.association())
        .filter(seed -> seed.size() == SigningKey.SEED_SIZE)
        .map(seed -> SigningKey.fromSeed(entry.algorithm, seed))
        .filter(key -> key.publicKey().equals(entry.publicKey))
        .orElseThrow(() -> damaged("the seal of " + entry.name + " does not open"));
  }

  private static Bytes association(SealingCost cost, Bytes salt) {
    return head(cost, salt).bytes();
  }

  private static Wire head(SealingCost cost, Bytes salt) {
    return new Wire(TAG, VERSION)
        .u32(cost.memoryKib())
        .u32(cost.passes())
        .u32(cost.lanes())
        .bytes(salt);
  }

  private void write() {
    Bytes body =
        head(cost, salt)
            .bytes(check)
            .list(
                entries.values(),
                (wire, entry) ->
                    wire.text(entry.name)
                        .name(entry.algorithm)
                        .bytes(entry.publicKey)
                        .bytes(entry.sealedSeed))
            .bytes();
    file.write(body, Digest.of(body).bytes());
  }

  private static Content read(OwnerOnlyFile file) {
    Bytes all = file.read();
    int bodySize = all.size() - Digest.SIZE;
    if (bodySize <= 0) {
      throw damaged(file + " is cut short");
    }
    Bytes body = all.slice(0, bodySize);
    if (!Digest.of(body).bytes().equals(all.slice(bodySize, all.size()))) {
      throw damaged(file + " does not have its checksum");
    }
    try {
      return content(new WireReader(body, TAG).expectVersion(VERSION));
    } catch (IllegalArgumentException e) {
      throw new KeyStoreFailure(Fault.FILE_DAMAGED, file + " is no key store", e);
    }
  }

  private static Content content(WireReader reader) {
    SealingCost cost = new SealingCost(reader.u32(), reader.u32(), reader.u32());
    Bytes salt = reader.bytes();
    Bytes check = reader.bytes();
    List<Entry> entries =
        reader.list(
            r ->
                new Entry(r.text(), r.name(VerificationKey.Algorithm.class), r.bytes(), r.bytes()));
    reader.end();
    return new Content(cost, salt, check, entries);
  }

  private static KeyStoreFailure damaged(String what) {
    return new KeyStoreFailure(Fault.FILE_DAMAGED, what);
  }
}
