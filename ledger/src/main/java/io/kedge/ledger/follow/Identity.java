package io.kedge.ledger.follow;

import io.kedge.contract.VerificationKey;
import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.log.LedgerLog;
import io.kedge.ledger.log.LogConfig;
import io.kedge.ledger.log.LogFault;
import io.kedge.ledger.log.LogMend;
import io.kedge.ledger.node.LedgerNode;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.proof.NoteFormatException;
import io.kedge.ledger.proof.VerifierKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which ledger a damaged directory is of, by what is left: `FORMAT`, the genesis document and the
/// key, each of which names it.
final class Identity {
  private static final int FILE_BYTES_MAX = 16 << 20;
  private static final String FORMAT = "FORMAT";
  private static final String PREFIX = "kedge/";

  private final Disk disk;
  private final Optional<Digest> format;
  private final Optional<Bytes> document;
  private final Optional<VerifierKey> kept;
  private final Digest id;
  private final List<VerifierKey> keys;

  private Identity(
      Disk disk,
      Optional<Digest> format,
      Optional<Bytes> document,
      Optional<VerifierKey> kept,
      Digest id,
      List<VerifierKey> keys) {
    this.disk = disk;
    this.format = format;
    this.document = document;
    this.kept = kept;
    this.id = id;
    this.keys = keys;
  }

  /// Finds out.
  ///
  /// @param given keys that came from elsewhere
  static Identity of(Disk disk, List<VerifierKey> given) throws IOException, RepairRefused {
    Optional<Digest> format = format(disk);
    Optional<Bytes> document = SmallFile.read(disk, LedgerNode.GENESIS, FILE_BYTES_MAX);
    Optional<VerifierKey> kept = key(disk);
    var keys = new ArrayList<>(given);
    kept.filter(key -> !given.contains(key)).ifPresent(keys::add);
    Digest id =
        format
            .or(() -> keys.stream().findFirst().flatMap(Identity::named))
            .or(() -> document.map(Digest::of))
            .orElseThrow(
                () ->
                    new RepairRefused(
                        RepairRefused.Reason.LEDGER_UNKNOWN, "no FORMAT, no key, no genesis.json"));
    keys.removeIf(key -> !key.name().equals(PREFIX + id.hex()));
    if (keys.isEmpty()) {
      throw new RepairRefused(RepairRefused.Reason.KEY_UNKNOWN, "of ledger " + id);
    }
    Optional<Bytes> own = document.filter(bytes -> Digest.of(bytes).equals(id));
    return new Identity(disk, format, own, kept.filter(keys::contains), id, keys);
  }

  private static Optional<Digest> format(Disk disk) throws IOException {
    try {
      return LedgerLog.ledgerIdIn(disk);
    } catch (LogFault e) {
      return Optional.empty();
    }
  }

  private static Optional<VerifierKey> key(Disk disk) throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, LedgerNode.VKEY, FILE_BYTES_MAX);
    try {
      return VerifierKey.parseAll(file.orElse(Bytes.EMPTY).text()).stream().findFirst();
    } catch (NoteFormatException e) {
      return Optional.empty();
    }
  }

  /// The ledger that a key is of, by its name.
  private static Optional<Digest> named(VerifierKey key) {
    try {
      return key.name().startsWith(PREFIX)
          ? Optional.of(Digest.fromHex(key.name().substring(PREFIX.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Digest id() {
    return id;
  }

  String origin() {
    return PREFIX + id.hex();
  }

  List<VerifierKey> keys() {
    return keys;
  }

  /// The genesis document: the one here, or that of another node if it has the right hash.
  Bytes genesis(Source peer) throws RepairRefused {
    if (document.isPresent()) {
      return document.get();
    }
    try {
      Bytes theirs = peer.get(LedgerNode.GENESIS, FILE_BYTES_MAX);
      if (Digest.of(theirs).equals(id)) {
        return theirs;
      }
      throw new RepairRefused(
          RepairRefused.Reason.PEER_GENESIS_DIFFERS, "of ledger " + Digest.of(theirs));
    } catch (SourceFailure e) {
      throw new RepairRefused(RepairRefused.Reason.PEER_BEHIND, String.valueOf(e.getMessage()));
    }
  }

  /// Writes what is missing of the three files; answers what that was.
  List<RepairReport.Mended> restore(Bytes genesis) throws IOException {
    var mended = new ArrayList<RepairReport.Mended>();
    if (document.isEmpty()) {
      SmallFile.replace(disk, LedgerNode.GENESIS, genesis);
      mended.add(mended(LedgerNode.GENESIS));
    }
    if (kept.isEmpty()) {
      Bytes line = Bytes.utf8(keys.getFirst().text() + "\n");
      SmallFile.replace(disk, LedgerNode.VKEY, line);
      mended.add(mended(LedgerNode.VKEY));
    }
    if (format.isEmpty()) {
      var algorithm = VerificationKey.Algorithm.ED25519;
      String keyId = VerificationKey.idOf(algorithm, keys.getFirst().publicKey()).value();
      LogMend.writeFormat(disk, LogConfig.of(id).withKeyIds(List.of(keyId)));
      mended.add(mended(FORMAT));
    }
    disk.forceDirectory("");
    return mended;
  }

  private static RepairReport.Mended mended(String file) {
    return new RepairReport.Mended(file, 0, 0, RepairReport.Proof.GENESIS);
  }
}
