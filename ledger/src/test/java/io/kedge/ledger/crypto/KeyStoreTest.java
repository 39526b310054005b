package io.kedge.ledger.crypto;

import static io.kedge.contract.VerificationKey.Algorithm.ED25519;
import static io.kedge.contract.VerificationKey.Algorithm.P256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.crypto.KeyStoreFailure.Fault;
import io.kedge.ledger.disk.PowerCut;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.disk.SimEntropy;
import io.kedge.ledger.disk.Survival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreTest {
  private static final Passphrase PASSPHRASE = Passphrase.of("correct horse");
  private static final SigningKey KEY = SigningKey.fromSeed(ED25519, Bytes.of(new byte[32]));

  @TempDir private Path directory;
  private final SimEntropy entropy = new SimEntropy(1);
  private Path file;

  @BeforeEach
  void aStoreWithTwoKeys() {
    file = directory.resolve("keys").resolve("node.keys");
    KeyStore store = KeyStore.create(file, PASSPHRASE, SealingCost.QUICK, entropy);
    store.add("log", KEY);
    store.add("winery/a", SigningKey.generate(P256, entropy));
  }

  @Test
  void keysComeBackWithTheirPassphrase() {
    KeyStore store = KeyStore.open(file, PASSPHRASE, entropy);
    assertThat(store.names()).containsExactly("log", "winery/a");
    assertThat(store.find("log").orElseThrow().seed()).isEqualTo(KEY.seed());
    assertThat(store.find("winery/a").orElseThrow().algorithm()).isEqualTo(P256);
    assertThat(store.find("nobody")).isEmpty();
    assertThatThrownBy(() -> store.add("log", KEY)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePublicSidesAreListedWithoutIt() {
    assertThat(KeyStore.list(file))
        .extracting(KeyStore.Entry::name)
        .containsExactly("log", "winery/a");
    assertThat(KeyStore.list(file).getFirst().publicKey()).isEqualTo(KEY.publicKey());
  }

  @Test
  void onlyTheOwnerMayReadTheFileAndNoOtherIsLeft() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void everyFaultHasItsName() throws IOException {
    assertFault(Fault.PASSPHRASE_WRONG, () -> open(Passphrase.of("correct horsf")));
    assertFault(Fault.PASSPHRASE_MISSING, () -> Passphrase.of(""));
    assertFault(
        Fault.FILE_MISSING, () -> KeyStore.open(directory.resolve("none"), PASSPHRASE, entropy));
    assertFault(
        Fault.FILE_EXISTS, () -> KeyStore.create(file, PASSPHRASE, SealingCost.QUICK, entropy));
    assertFault(Fault.NOT_ACCESSIBLE, () -> KeyStore.list(directory));
    Files.write(file, new byte[0]);
    assertFault(Fault.FILE_DAMAGED, () -> open(PASSPHRASE));
    Files.write(file, Bytes.utf8("not a key store, but longer than a checksum").toArray());
    assertFault(Fault.FILE_DAMAGED, () -> open(PASSPHRASE));
  }

  @Test
  void aFlippedBitOfAnyByteIsDamage() throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * good.length; bit += 7) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, flipped);
      assertFault(Fault.FILE_DAMAGED, () -> open(PASSPHRASE));
    }
  }

  /// Whoever can write the file can mend its checksum; the seals still hold.
  @Test
  void withAMendedChecksumNoWrongKeyComesOut() throws IOException {
    byte[] good = Files.readAllBytes(file);
    int costEnds = 1 + "io/kedge/keystore".length() + 1 + 12;
    for (int at = costEnds; at < good.length - Digest.SIZE; at++) {
      byte[] body = Bytes.wrap(good).slice(0, good.length - Digest.SIZE).toArray();
      body[at] ^= 1;
      byte[] mended = new byte[good.length];
      System.arraycopy(body, 0, mended, 0, body.length);
      byte[] sum = Digest.of(Bytes.wrap(body)).bytes().toArray();
      System.arraycopy(sum, 0, mended, body.length, sum.length);
      Files.write(file, mended);
      assertThatThrownBy(
              () -> {
                KeyStore store = open(PASSPHRASE);
                store.names().forEach(store::find);
              })
          .as("byte %d", at)
          .isInstanceOfSatisfying(
              KeyStoreFailure.class,
              e -> assertThat(e.fault()).isIn(Fault.FILE_DAMAGED, Fault.PASSPHRASE_WRONG));
    }
  }

  /// The power goes at every operation of the disk while a key is added: the store that is left has
  /// its old keys, and the new one if the call had returned.
  @Test
  void aPowerCutLeavesTheOldStoreOrTheNew() {
    int cut = 0;
    boolean added = false;
    for (; !added; cut++) {
      SimDisk disk = new SimDisk();
      var store = create(disk);
      store.add("old", KEY);
      disk.cutPowerAfter(cut);
      added = adds(store, "new");
      for (int seed = 0; seed < 8; seed++) {
        SimDisk left = disk.afterPowerCut(Survival.seeded(seed));
        var again = KeyStore.open(new OwnerOnlyFile(left, "keys"), PASSPHRASE, entropy);
        assertThat(again.find("old")).as("cut %d, seed %d", cut, seed).isPresent();
        assertThat(again.find("new").isPresent() || !added).isTrue();
      }
    }
    assertThat(cut).as("operations that were cut").isGreaterThan(4);
  }

  private KeyStore create(SimDisk disk) {
    var sim = new OwnerOnlyFile(disk, "keys");
    return KeyStore.create(sim, PASSPHRASE, SealingCost.QUICK, entropy);
  }

  private static boolean adds(KeyStore store, String name) {
    try {
      store.add(name, KEY);
      return true;
    } catch (PowerCut e) {
      return false;
    }
  }

  @Test
  void theSeedIsNowhereInTheFile() throws IOException {
    SigningKey key = SigningKey.generate(ED25519, new SimEntropy(5));
    open(PASSPHRASE).add("another", key);
    assertThat(Bytes.wrap(Files.readAllBytes(file)).hex())
        .contains(key.publicKey().hex())
        .doesNotContain(key.seed().hex());
  }

  @Test
  void aNewPassphraseReplacesTheOld() {
    SealingCost dearer = new SealingCost(128, 2, 2);
    open(PASSPHRASE).resealed(Passphrase.of("battery staple"), dearer);
    assertFault(Fault.PASSPHRASE_WRONG, () -> open(PASSPHRASE));
    assertThat(open(Passphrase.of("battery staple")).find("log").orElseThrow().seed())
        .isEqualTo(KEY.seed());
  }

  @Test
  void thePassphraseComesFromOnePlaceInAFixedOrder() throws IOException {
    Path named = Files.writeString(directory.resolve("phrase"), "from a file\n");
    Files.writeString(directory.resolve("kedge-passphrase"), "from systemd");
    String credentials = directory.toString();
    Map<String, String> all =
        Map.of(
            "KEDGE_PASSPHRASE",
            "direct",
            "KEDGE_PASSPHRASE_FILE",
            named.toString(),
            "CREDENTIALS_DIRECTORY",
            credentials);
    assertThat(Passphrase.from(all)).isEqualTo(Passphrase.of("direct"));
    assertThat(
            Passphrase.from(
                Map.of(
                    "KEDGE_PASSPHRASE_FILE",
                    named.toString(),
                    "CREDENTIALS_DIRECTORY",
                    credentials)))
        .isEqualTo(Passphrase.of("from a file"));
    assertThat(Passphrase.from(Map.of("CREDENTIALS_DIRECTORY", credentials)))
        .isEqualTo(Passphrase.of("from systemd"));
    assertFault(Fault.PASSPHRASE_MISSING, () -> Passphrase.from(Map.of()));
    assertFault(Fault.PASSPHRASE_MISSING, () -> Passphrase.from(Map.of("KEDGE_PASSPHRASE", "")));
    assertFault(
        Fault.PASSPHRASE_MISSING,
        () -> Passphrase.from(Map.of("KEDGE_PASSPHRASE_FILE", credentials + "/none")));
    assertThat(Passphrase.of("secret").toString()).doesNotContain("secret");
  }

  private KeyStore open(Passphrase passphrase) {
    return KeyStore.open(file, passphrase, entropy);
  }

  private static void assertFault(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(KeyStoreFailure.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
