package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/// Reads what [ArchiveWriter] wrote.
final class ArchiveReader {
  private static final int SECTION_BYTES_MAX = 128 << 20;

  private final MessageDigest digest = ArchiveWriter.sha256();
  private final DigestInputStream counted;
  private final DataInputStream in;

  /// One section.
  record Section(int kind, Bytes content) {}

  ArchiveReader(InputStream file) throws IOException {
    counted = new DigestInputStream(file, digest);
    in = new DataInputStream(counted);
    if (!Bytes.wrap(read(ArchiveWriter.MAGIC.size())).equals(ArchiveWriter.MAGIC)) {
      throw new ArchiveFault(ArchiveFault.Kind.DAMAGED, "no archive of this format");
    }
  }

  /// The next section. With the last one the digest of everything is checked, and that nothing
  /// follows.
  Section next() throws IOException {
    byte[] before = digestSoFar();
    int kind = read(1)[0];
    int size = java.nio.ByteBuffer.wrap(read(4)).getInt();
    if (size < 0 || size > SECTION_BYTES_MAX) {
      throw new ArchiveFault(ArchiveFault.Kind.DAMAGED, "a section of " + size + " bytes");
    }
    var section = new Section(kind, Bytes.wrap(read(size)));
    if (kind == ArchiveWriter.END) {
      boolean right = section.content().equals(Bytes.wrap(before)) && in.read() < 0;
      if (!right) {
        throw new ArchiveFault(ArchiveFault.Kind.DAMAGED, "it does not have its digest");
      }
    }
    return section;
  }

  Bytes expect(int kind) throws IOException {
    Section section = next();
    if (section.kind() != kind) {
      throw new ArchiveFault(
          ArchiveFault.Kind.DAMAGED, "section " + section.kind() + " instead of " + kind);
    }
    return section.content();
  }

  private byte[] digestSoFar() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 can be cloned", e);
    }
  }

  private byte[] read(int size) throws IOException {
    byte[] bytes = new byte[size];
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw new ArchiveFault(ArchiveFault.Kind.DAMAGED, "it ends early", e);
    }
    return bytes;
  }
}
