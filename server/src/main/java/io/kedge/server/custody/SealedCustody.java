package io.kedge.server.custody;

import io.kedge.contract.VerificationKey.Algorithm;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.EmployeeId;
import io.kedge.kernel.KeyId;
import io.kedge.kernel.PartyId;
import io.kedge.ledger.crypto.KeyStore;
import io.kedge.ledger.crypto.LedgerKeys;
import io.kedge.ledger.crypto.SigningKey;
import io.kedge.ledger.disk.SystemEntropy;
import io.kedge.server.access.Caller;
import io.kedge.server.api.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys in sealed stores, one for each ledger, under the server's `custody` folder. A private side
/// is unsealed when it is first needed and stays in this object; there is no way to read it.
///
/// A key is used by one signature at a time. Whoever operates this server can sign with every key
/// in here, and the ledger's key records say so: their holder is `CUSTODIAN`.
public final class SealedCustody implements Custody {
  private static final Logger LOG = LoggerFactory.getLogger(SealedCustody.class);
  private static final String SERVER = "server";
  private static final String SECRETS = "secrets";

  private final Path folder;
  private final CustodialKeys rows;
  private final ReentrantLock stores = new ReentrantLock();
  private final Map<String, KeyStore> open = new HashMap<>();
  private final Map<KeyId, Unsealed> unsealed = new ConcurrentHashMap<>();

  private record Unsealed(SigningKey key, ReentrantLock turn) {}

  /// The public side of a key that is kept here.
  ///
  /// @param id its name
  /// @param publicKey 32 bytes, Ed25519
  /// @param employee who acts with it; empty for the party's own
  /// @param retired true where it signs no more
  public record Held(KeyId id, Bytes publicKey, Optional<EmployeeId> employee, boolean retired) {}

  SealedCustody(Path folder, CustodialKeys rows) {
    this.folder = folder;
    this.rows = rows;
  }

  /// Makes a key for a party or one of its employees; it is durable when this returns, and signs
  /// nothing that counts before the ledger knows it.
  public Held make(String ledger, PartyId party, Optional<EmployeeId> employee) {
    return keep(
        SigningKey.generate(Algorithm.ED25519, new SystemEntropy()), ledger, party, employee);
  }

  /// Keeps a key whose seed is public knowledge, as those of a story are. For demonstrations.
  public Held adopt(String ledger, PartyId party, Optional<EmployeeId> employee, Bytes seed) {
    return keep(SigningKey.fromSeed(Algorithm.ED25519, seed), ledger, party, employee);
  }

  private Held keep(SigningKey key, String ledger, PartyId party, Optional<EmployeeId> employee) {
    stores.lock();
    try {
      KeyStore store = store(ledger);
      if (!store.names().contains(key.id().value())) {
        store.add(key.id().value(), key);
      }
    } finally {
      stores.unlock();
    }
    rows.add(key.id(), ledger, party, employee, Algorithm.ED25519, key.publicKey());
    return new Held(key.id(), key.publicKey(), employee, false);
  }

  /// The key in use of a party or of one of its employees, where it is kept here.
  public Optional<Held> find(String ledger, PartyId party, Optional<EmployeeId> employee) {
    return rows.find(ledger, party, employee).map(SealedCustody::held);
  }

  /// All keys of a party that are kept here, oldest first.
  public List<Held> of(String ledger, PartyId party) {
    return rows.of(ledger, party).stream().map(SealedCustody::held).toList();
  }

  /// From now on the key signs nothing. Its sealed form stays: nothing else is lost by it.
  public void retire(KeyId id) {
    rows.retire(id);
    unsealed.remove(id);
  }

  @Override
  public KeyId keyOf(Caller caller) {
    return find(caller.ledger(), caller.party(), caller.employee())
        .map(Held::id)
        .orElseThrow(SealedCustody::missing);
  }

  @Override
  public Bytes sign(Caller caller, Bytes message) {
    return sign(keyOf(caller), message);
  }

  /// Signs with one key, for parts of the server that have settled who asks.
  ///
  /// @throws Problem `custody.KEY_MISSING` where it is not kept here or retired
  public Bytes sign(KeyId id, Bytes message) {
    CustodialKeys.Row row =
        rows.find(id).filter(one -> !one.retired()).orElseThrow(SealedCustody::missing);
    Unsealed key = unsealed.computeIfAbsent(id, _ -> unseal(row));
    key.turn.lock();
    try {
      return key.key.sign(message);
    } finally {
      key.turn.unlock();
    }
  }

  /// A secret of 32 bytes of the server's own, made when it is first asked for.
  public Bytes serverSecret() {
    stores.lock();
    try {
      KeyStore store = store(SERVER);
      return store
          .find(SECRETS)
          .orElseGet(
              () -> {
                SigningKey fresh = SigningKey.generate(Algorithm.ED25519, new SystemEntropy());
                store.add(SECRETS, fresh);
                return fresh;
              })
          .seed();
    } finally {
      stores.unlock();
    }
  }

  private Unsealed unseal(CustodialKeys.Row row) {
    stores.lock();
    try {
      SigningKey key =
          store(row.ledger()).find(row.id().value()).orElseThrow(SealedCustody::missing);
      return new Unsealed(key, new ReentrantLock());
    } finally {
      stores.unlock();
    }
  }

  /// Ledgers are named by ids, which may contain a slash: the folder has none.
  private KeyStore store(String ledger) {
    return open.computeIfAbsent(
        ledger.equals(SERVER) ? SERVER : "ledger." + ledger.replace('/', '_'), this::openStore);
  }

  private KeyStore openStore(String name) {
    try {
      return LedgerKeys.storyStore(
          folder.resolve(name),
          file -> LOG.warn("no passphrase was given for custody: one was drawn, see {}", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Held held(CustodialKeys.Row row) {
    return new Held(row.id(), row.publicKey(), row.employee(), row.retired());
  }

  private static Problem missing() {
    return new Problem(CustodyProblem.KEY_MISSING);
  }
}
