package io.kedge.ledger.archive;

import io.kedge.kernel.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Writes sections, each after its kind (one byte) and length (32 bits), and at the end the SHA-256
/// of everything before.
final class ArchiveWriter {
  static final Bytes MAGIC = Bytes.utf8("kedge-archive 1\n");

  /// Kinds of sections, in their order.
  static final int HEAD = 1;

  static final int BLOCK = 2;
  static final int PROOF = 3;
  static final int END = 4;

  private final MessageDigest digest = sha256();
  private final DigestOutputStream out;

  ArchiveWriter(OutputStream out) throws IOException {
    this.out = new DigestOutputStream(out, digest);
    this.out.write(MAGIC.unsafeArray());
  }

  void section(int kind, Bytes content) throws IOException {
    out.write(kind);
    int size = content.size();
    out.write(
        new byte[] {(byte) (size >>> 24), (byte) (size >>> 16), (byte) (size >>> 8), (byte) size});
    out.write(content.unsafeArray());
  }

  void end() throws IOException {
    byte[] sum = digest.digest();
    out.on(false);
    section(END, Bytes.wrap(sum));
    out.flush();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
