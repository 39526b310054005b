package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.KeyStoreFailure.Fault;
import io.kedge.ledger.disk.Disk;
import io.kedge.ledger.disk.OperatorFile;
import io.kedge.ledger.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A small file that only its owner may read, replaced as a whole: after a crash it is the old one
/// or the new one.
///
/// @param disk its directory
/// @param name its name there
record OwnerOnlyFile(Disk disk, String name) {
  private static final int SIZE_MAX = 1 << 24;
  private static final String UNFINISHED = ".tmp";

  /// The file at a path; its directory is made if it is not there.
  static OwnerOnlyFile at(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    Path name = absolute.getFileName();
    if (directory == null || name == null) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, path + " is no file");
    }
    try {
      return new OwnerOnlyFile(RealDisk.at(directory), name.toString());
    } catch (IOException e) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, "no directory for " + path, e);
    }
  }

  /// The file at a path, which must be there.
  static OwnerOnlyFile existing(Path path) {
    if (!OperatorFile.exists(path)) {
      throw new KeyStoreFailure(Fault.FILE_MISSING, "no key store at " + path);
    }
    return at(path);
  }

  boolean exists() {
    try {
      return disk.exists(name);
    } catch (IOException e) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, "cannot look for " + this, e);
    }
  }

  Bytes read() {
    try (var file = disk.open(name, Disk.Open.READ)) {
      ByteBuffer all = ByteBuffer.allocate((int) Math.min(file.size(), SIZE_MAX));
      file.read(0, all);
      return Bytes.wrap(Arrays.copyOf(all.array(), all.position()));
    } catch (NoSuchFileException e) {
      throw new KeyStoreFailure(Fault.FILE_MISSING, "no key store at " + this, e);
    } catch (IOException e) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, "cannot read " + this, e);
    }
  }

  void write(Bytes... parts) {
    String unfinished = name + UNFINISHED;
    try {
      disk.delete(unfinished);
      try (var file = disk.open(unfinished, Disk.Open.CREATE_PRIVATE)) {
        file.write(0, buffers(parts));
        file.force();
      }
      disk.rename(unfinished, name);
      disk.forceDirectory("");
    } catch (IOException e) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, "cannot write " + this, e);
    }
  }

  private static List<ByteBuffer> buffers(Bytes... parts) {
    return Arrays.stream(parts).map(part -> ByteBuffer.wrap(part.unsafeArray())).toList();
  }

  @Override
  public String toString() {
    return name + " in " + disk;
  }
}
