package io.kedge.ledger.light;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.DiskLock;
import io.kedge.ledger.node.SmallFile;
import io.kedge.ledger.proof.CheckpointVerdict;
import io.kedge.ledger.proof.ForkEvidence;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folder of a light client: one small file for each ledger, replaced as a whole, so that after
/// a crash it is the old one or the new one; and the evidence that was found. One process at a time
/// has it.
final class LightStore implements Closeable {
  /// Checkpoints that contradict each other, with the proof of it.
  static final String EVIDENCE = "evidence";

  /// Signed checkpoints that the log could not connect with what was kept.
  static final String DOUBT = "doubt";

  private static final String LOCK = "LOCK";
  private static final int BYTES_MAX = 4 << 20;
  private static final int DOUBTS_MAX = 1_000;
  private static final int NAME_DIGITS = 32;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.kept");

  private final Disk disk;
  private final DiskLock lock;

  private LightStore(Disk disk, DiskLock lock) {
    this.disk = disk;
    this.lock = lock;
  }

  static LightStore open(Disk disk) throws IOException {
    return new LightStore(disk, disk.lock(LOCK));
  }

  private static String nameOf(String origin) {
    return Digest.of(Bytes.utf8(origin)).hex().substring(0, NAME_DIGITS) + ".kept";
  }

  Optional<Kept> kept(String origin) throws IOException {
    Optional<Kept> kept = read(nameOf(origin));
    if (kept.isPresent() && !kept.get().origin().equals(origin)) {
      throw new StoreDamaged(nameOf(origin));
    }
    return kept;
  }

  List<Kept> all() throws IOException {
    var all = new ArrayList<Kept>();
    for (String name : disk.list("")) {
      if (NAME.matcher(name).matches()) {
        read(name).ifPresent(all::add);
      }
    }
    return all;
  }

  /// Its own files are believed no more than others: what was kept was signed.
  private Optional<Kept> read(String name) throws IOException {
    Optional<Bytes> file = SmallFile.read(disk, name, BYTES_MAX);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      Kept kept = Kept.decode(file.get());
      if (kept.believed().checkpoints().verify(kept.note()) instanceof CheckpointVerdict.Accepted
          && kept.encoded().equals(file.get())) {
        return Optional.of(kept);
      }
    } catch (IllegalArgumentException e) {
      throw new StoreDamaged(name, e);
    }
    throw new StoreDamaged(name);
  }

  /// Keeps this instead of what was kept of the ledger; durable when it returns.
  void keep(Kept kept) throws IOException {
    SmallFile.replace(disk, nameOf(kept.origin()), kept.encoded());
    disk.forceDirectory("");
  }

  /// Keeps evidence or a doubt; durable when it returns. The same is kept once.
  ///
  /// @return its name in the folder
  String keep(String directory, ForkEvidence evidence) throws IOException {
    Bytes encoded = evidence.encoded();
    String name =
        directory
            + "/"
            + Digest.of(encoded).hex().substring(0, NAME_DIGITS)
            + ForkEvidence.FILE_SUFFIX;
    SmallFile.replace(disk, name, encoded);
    disk.forceDirectory(directory);
    disk.forceDirectory("");
    return name;
  }

  /// False once there are very many: a log that is silent for years shall not fill the disk.
  boolean hasRoomForDoubts() throws IOException {
    return !disk.exists(DOUBT) || disk.list(DOUBT).size() < DOUBTS_MAX;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
