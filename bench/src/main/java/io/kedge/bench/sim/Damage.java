package io.kedge.bench.sim;

import io.kedge.kernel.Bytes;
import io.kedge.kernel.Digest;
import io.kedge.ledger.disk.SimDisk;
import io.kedge.ledger.snapshot.Snapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Damages a copy of a ledger behind its back, in one way.
final class Damage {
  private static final int SECTOR_BYTES = 512;

  private final SimDisk now;
  private final SimDisk earlier;
  private final RandomGenerator random;

  /// @param now the ledger as it is; not changed
  /// @param earlier the same some time ago
  Damage(SimDisk now, SimDisk earlier, RandomGenerator random) {
    this.now = now;
    this.earlier = earlier;
    this.random = random;
  }

  /// A damaged copy, and what was done to it.
  ///
  /// @param disk the copy
  /// @param what in words, for a failure
  /// @param changed whether any bytes differ
  record Done(SimDisk disk, String what, boolean changed) {}

  /// Empty where there is nothing that this fault could befall.
  Optional<Done> done(SimFault fault) throws IOException {
    SimDisk copy = now.copy();
    List<String> files =
        copy.files().stream().filter(file -> !file.endsWith("LOCK") && size(file) > 0).toList();
    String file = files.get(random.nextInt(files.size()));
    String what =
        switch (fault) {
          case BIT_FLIP -> flipped(copy, file);
          case MISDIRECTED_WRITE -> misdirected(copy, file);
          case MISDIRECTED_READ -> misread(copy);
          case LOST_FILE -> lostFile(copy, file);
          case LOST_SECTOR -> lostSector(copy, file);
          case FILE_MISSING -> missing(copy, file);
          case TWO_HEADS -> twoHeads(copy);
          case ROLLED_BACK -> "the whole directory as it was";
          case FOREIGN_SNAPSHOT -> foreign(copy);
          default -> throw new IllegalArgumentException(fault + " is no damage");
        };
    SimDisk disk = fault == SimFault.ROLLED_BACK ? earlier.copy() : copy;
    return what.isEmpty() ? Optional.empty() : Optional.of(new Done(disk, what, differs(disk)));
  }

  private int size(String file) {
    try {
      return now.contents(file).length;
    } catch (IOException e) {
      return 0;
    }
  }

  private boolean differs(SimDisk disk) throws IOException {
    if (!disk.files().equals(now.files())) {
      return true;
    }
    for (String file : disk.files()) {
      if (!file.endsWith("LOCK") && !Arrays.equals(disk.contents(file), now.contents(file))) {
        return true;
      }
    }
    return false;
  }

  private String flipped(SimDisk copy, String file) throws IOException {
    long bit = random.nextLong(8L * size(file));
    copy.flip(file, bit);
    return file + " bit " + bit;
  }

  /// A piece of a file, written to another place of it.
  private String misdirected(SimDisk copy, String file) throws IOException {
    byte[] bytes = copy.contents(file);
    int length = 1 + random.nextInt(Math.min(bytes.length, SECTOR_BYTES));
    int from = random.nextInt(bytes.length - length + 1);
    int to = random.nextInt(bytes.length - length + 1);
    System.arraycopy(bytes.clone(), from, bytes, to, length);
    copy.replace(file, bytes);
    return "%s: %d bytes from %d written to %d".formatted(file, length, from, to);
  }

  private String misread(SimDisk copy) {
    int nth = 1 + random.nextInt(40);
    long shift = 1L + random.nextInt(8 * SECTOR_BYTES);
    copy.misdirectRead(nth, shift);
    return "read " + nth + " misdirected by " + shift;
  }

  private String lostFile(SimDisk copy, String file) throws IOException {
    if (!earlier.files().contains(file)) {
      return "";
    }
    copy.replace(file, earlier.contents(file));
    return file + " as it was";
  }

  private String lostSector(SimDisk copy, String file) throws IOException {
    byte[] old = earlier.files().contains(file) ? earlier.contents(file) : new byte[0];
    byte[] bytes = copy.contents(file);
    int sector = random.nextInt(1 + bytes.length / SECTOR_BYTES);
    int from = sector * SECTOR_BYTES;
    int to = Math.min(bytes.length, from + SECTOR_BYTES);
    for (int at = from; at < to; at++) {
      bytes[at] = at < old.length ? old[at] : 0;
    }
    copy.replace(file, bytes);
    return file + " sector " + sector + " as it was";
  }

  private static String missing(SimDisk copy, String file) throws IOException {
    copy.delete(file);
    copy.forceDirectory(file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "");
    return file + " missing";
  }

  private String twoHeads(SimDisk copy) throws IOException {
    if (!copy.exists("head.A") || !copy.exists("head.B")) {
      return "";
    }
    byte[] a = copy.contents("head.A");
    byte[] b = copy.contents("head.B");
    int way = random.nextInt(3);
    copy.replace("head.A", way == 0 ? a : b);
    copy.replace("head.B", way == 1 ? b : a);
    return "heads: way " + way;
  }

  /// Another ledger's snapshot: the manifest names another id.
  private static String foreign(SimDisk copy) throws IOException {
    List<String> names = Snapshots.names(copy);
    if (names.isEmpty()) {
      return "";
    }
    String manifest = Snapshots.directory(names.getFirst()) + "/manifest";
    String text = new String(copy.contents(manifest), StandardCharsets.UTF_8);
    int at = text.indexOf("ledger ") + "ledger ".length();
    String changed = text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0');
    String lines = changed + text.substring(at + 1, text.lastIndexOf("checksum "));
    String whole = lines + "checksum " + Digest.of(Bytes.utf8(lines)).hex() + "\n";
    copy.replace(manifest, whole.getBytes(StandardCharsets.UTF_8));
    return manifest + " of another ledger";
  }
}
