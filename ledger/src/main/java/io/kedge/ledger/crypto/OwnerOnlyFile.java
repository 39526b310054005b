package io.kedge.ledger.crypto;

import io.kedge.kernel.Bytes;
import io.kedge.ledger.crypto.KeyStoreFailure.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A small file that only its owner may read, replaced as a whole: after a crash it is the old one
/// or the new one.
final class OwnerOnlyFile {
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private OwnerOnlyFile() {}

  static Bytes read(Path file) {
    try {
      return Bytes.wrap(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new KeyStoreFailure(Fault.FILE_MISSING, "no key store at " + file, e);
    } catch (IOException e) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, "cannot read " + file, e);
    }
  }

  static void write(Path file, Bytes... parts) {
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    Path name = target.getFileName();
    if (directory == null || name == null) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, file + " is no file");
    }
    Path fresh = directory.resolve(name + ".new");
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(fresh);
      try (FileChannel channel = FileChannel.open(fresh, NEW_FILE, ownerOnly(directory))) {
        for (Bytes part : parts) {
          ByteBuffer rest = ByteBuffer.wrap(part.unsafeArray());
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        }
        channel.force(true);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new KeyStoreFailure(Fault.NOT_ACCESSIBLE, "cannot write " + file, e);
    }
  }

  /// Mode 0600 from the first moment; on file systems without POSIX modes the directory's own rules
  /// apply.
  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
      return new FileAttribute<?>[0];
    }
    var mode = PosixFilePermissions.fromString("rw-------");
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }
}
